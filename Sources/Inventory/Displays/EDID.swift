/// What a display says about itself in its EDID (VESA E-EDID 1.3 and 1.4, CTA-861 extension).
///
/// Everything but the maker and the product code is optional: displays leave fields out, and a field that is there but
/// cannot be true (a size of 0 x 0 cm, a projector's 16 x 9) is left out as well rather than passed on.
public struct EDID: Sendable, Equatable {
    /// The maker's three-letter PNP id, such as `SAM`; a letter that is none of A-Z is written `_`.
    public var makerID: String
    /// The maker's own number for the model.
    public var productCode: UInt16
    /// The serial descriptor's text or, without one, the serial number field in decimal.
    public var serialNumber: String?
    /// The product name descriptor's text, at most 13 printable ASCII characters.
    public var name: String?
    /// Year of manufacture, or the model year.
    public var year: Int?
    /// Visible size in centimetres; nil for projectors and for displays that put an aspect ratio there.
    public var widthCm: Int?
    public var heightCm: Int?
    /// Diagonal in inches, one decimal.
    public var diagonalInches: Double?
    /// The preferred mode, which for flat panels is the native one.
    public var widthPixels: Int?
    public var heightPixels: Int?
    /// What was wrong with the rest of the data; the values above stand all the same.
    public var warnings: [EDIDWarning]

    public init(
        makerID: String, productCode: UInt16, serialNumber: String? = nil, name: String? = nil, year: Int? = nil,
        widthCm: Int? = nil, heightCm: Int? = nil, diagonalInches: Double? = nil, widthPixels: Int? = nil,
        heightPixels: Int? = nil, warnings: [EDIDWarning] = []
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
        self.warnings = warnings
    }
}
