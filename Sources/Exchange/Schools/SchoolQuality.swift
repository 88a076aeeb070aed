internal import Foundation
internal import Store

/// What is likely wrong with a school, though it could be true: Giga's rules for uploads, and ours.
public enum SchoolQuality {
    /// 110 m is the fifth part of a minute of arc, and what four decimals tell apart.
    static let doubleMetres = 110.0
    static let wantedDecimals = 5
    /// No school has more; what says so has other units.
    static let fastestMbps = 10_000.0

    /// Warns of what a row alone shows.
    static func judge(_ school: School, _ dialect: SchoolDialect?, _ reader: inout RowReader) {
        if let latitude = school.latitude, let longitude = school.longitude {
            judge(latitude, longitude, in: school.area.country, &reader)
        }
        if school.pupils == 0 { reader.warn(SchoolsCSV.named("pupils")[0], "0 pupils: is it closed, or not known?") }
        for column in dialect?.speedColumns ?? [] {
            guard let cell = reader.raw([column]) else { continue }
            let speed = Double(cell.replacing(",", with: "."))
            if !(speed.map { (0...fastestMbps).contains($0) } ?? false) {
                reader.warn(column, "\"\(CellText.excerpt(cell))\" is no speed in Mbps that a school could have")
            }
        }
    }

    private static func judge(_ latitude: Double, _ longitude: Double, in name: String, _ reader: inout RowReader) {
        let columns = ["latitude", "longitude"].map(SchoolsCSV.named)
        for names in columns {
            guard let column = reader.column(names), let cell = reader.raw(names) else { continue }
            let decimals = cell.split(whereSeparator: { ".,".contains($0) }).dropFirst().last?.count ?? 0
            if decimals < wantedDecimals {
                reader.warn(
                    column, "\(CellText.excerpt(cell)) has \(decimals) decimals; five tell a school from its neighbour")
            }
        }
        guard let country = Country.named(name), !country.contains(latitude: latitude, longitude: longitude) else {
            return
        }
        let column = reader.column(columns[0]) ?? "latitude"
        if country.contains(latitude: longitude, longitude: latitude) {
            reader.warn(column, "outside \(country.name), and inside with latitude and longitude swapped: swap them")
        } else {
            reader.warn(column, "\(latitude), \(longitude) lies outside \(country.name)")
        }
    }

    /// Schools of one name and level within 110 m of one before: likely one school entered twice.
    public static func doubled(_ content: TableContent<ImportedSchool>) -> [ImportFailure.Problem] {
        var cells: [Cell: [Int]] = [:]
        var problems: [ImportFailure.Problem] = []
        for (index, value) in content.values.enumerated() {
            guard let latitude = value.school.latitude, let longitude = value.school.longitude else { continue }
            let own = Cell(latitude, longitude)
            if let other = own.around.lazy.flatMap({ cells[$0] ?? [] }).first(where: { other in
                isDouble(value, content.values[other])
            }) {
                let name = CellText.excerpt(content.values[other].school.id)
                problems.append(
                    .init(
                        content.places[index],
                        message: "school \"\(CellText.excerpt(value.school.id))\" has name and level of \"\(name)\" "
                            + "within \(Int(doubleMetres)) m: is it the same?"))
            }
            cells[own, default: []].append(index)
        }
        return problems
    }

    private static func isDouble(_ one: ImportedSchool, _ other: ImportedSchool) -> Bool {
        guard one.school.names.key == other.school.names.key, one.level == other.level,
            let distance = metres(one.school, other.school)
        else { return false }
        return distance <= doubleMetres
    }

    /// On a plane that touches the Earth there, which is right to millimetres at such distances.
    private static func metres(_ one: School, _ other: School) -> Double? {
        guard let latitude = one.latitude, let longitude = one.longitude, let otherLatitude = other.latitude,
            let otherLongitude = other.longitude
        else { return nil }
        let perDegree = 6_371_008.8 * Double.pi / 180
        let north = (latitude - otherLatitude) * perDegree
        let east = (longitude - otherLongitude) * perDegree * cos(latitude * Double.pi / 180)
        return (north * north + east * east).squareRoot()
    }

    /// A square of 0.002 degrees: at 60 degrees north still 110 m wide, so a double is in it or next to it.
    private struct Cell: Hashable {
        var row: Int
        var column: Int

        init(_ latitude: Double, _ longitude: Double) {
            row = Int((latitude / 0.002).rounded(.down))
            column = Int((longitude / 0.002).rounded(.down))
        }

        var around: [Cell] {
            (-1...1).flatMap { rows in
                (-1...1).map { columns in
                    var cell = self
                    cell.row += rows
                    cell.column += columns
                    return cell
                }
            }
        }
    }
}

extension Names {
    /// What two schools of one name have in common.
    fileprivate var key: String {
        [kk, ru, en].compactMap(\.self).first?.lowercased().filter { !$0.isWhitespace } ?? ""
    }
}
