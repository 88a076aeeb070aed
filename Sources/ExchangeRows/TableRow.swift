/// A row and where it stands.
public struct TableRow: Codable, Equatable, Sendable {
    /// Of a sheet's row or a layer's feature, from 1.
    public var number: Int
    /// As many as there are columns.
    public var cells: [TableCell]
    /// Degrees east and north, WGS 84, of a feature that is a point.
    public var longitude: Double?
    public var latitude: Double?
    /// Of a feature that is a line: degrees east and north of each of its points, one after the other.
    public var line: [Double]?

    public init(
        number: Int, cells: [TableCell], longitude: Double? = nil, latitude: Double? = nil, line: [Double]? = nil
    ) {
        self.number = number
        self.cells = cells
        self.longitude = longitude
        self.latitude = latitude
        self.line = line
    }
}
