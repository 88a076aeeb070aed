internal import Planning

extension RowReader {
    /// The largest sum of money that is read, in whatever currency.
    static let moneyLimit = 1e15

    /// A number that is 0 or more, as programs write it: `12.5`, `1e-05`. Words such as `nan` and `inf` are none.
    mutating func amount(_ columns: [String], of unit: String, upTo limit: Double = moneyLimit) -> Double? {
        guard let column = column(columns), let cell = raw([column]) else { return nil }
        let plain = table.allowsDecimalComma ? cell.replacing(",", with: ".") : cell
        guard plain.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }), let value = Double(plain),
            value.isFinite, value >= 0, value <= limit
        else {
            fault(column, "\"\(CellText.excerpt(cell))\" is not a number of \(unit) that is 0 or more")
            return nil
        }
        return value
    }

    mutating func requiredAmount(_ columns: [String], of unit: String) -> Double? {
        let before = problems.count
        let value = amount(columns, of: unit)
        if value == nil, problems.count == before { missing(columns, "is empty") }
        return value
    }

    /// A point of two columns; nil where both are empty.
    mutating func point() -> SpherePoint? {
        let before = problems.count
        let latitude = number(["latitude", "lat"], in: -90...90, unit: "degrees")
        let longitude = number(["longitude", "lon", "lng"], in: -180...180, unit: "degrees")
        guard problems.count == before else { return nil }
        if let latitude, let longitude { return SpherePoint(latitude: latitude, longitude: longitude) }
        if latitude != nil { missing(["longitude", "lon", "lng"], "is missing beside the other coordinate") }
        if longitude != nil { missing(["latitude", "lat"], "is missing beside the other coordinate") }
        return nil
    }
}
