/// What the inventory uses of a display's EDID.
public struct DisplayReading: Sendable, Equatable {
    /// The maker's three letters, such as `SAM`.
    public var makerID: String
    public var productCode: UInt16
    public var serialNumber: String?
    public var name: String?
    public var year: Int?
    public var widthCm: Int?
    public var heightCm: Int?
    public var diagonalInches: Double?
    public var widthPixels: Int?
    public var heightPixels: Int?

    public init(
        makerID: String, productCode: UInt16, serialNumber: String? = nil, name: String? = nil, year: Int? = nil,
        widthCm: Int? = nil, heightCm: Int? = nil, diagonalInches: Double? = nil, widthPixels: Int? = nil,
        heightPixels: Int? = nil
    ) {
        self.makerID = makerID
        self.productCode = productCode
        self.serialNumber = serialNumber
        self.name = name
        self.year = year
        self.widthCm = widthCm
        self.heightCm = heightCm
        self.diagonalInches = diagonalInches
        self.widthPixels = widthPixels
        self.heightPixels = heightPixels
    }
}
