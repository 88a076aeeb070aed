public import Store

/// Reads areas: `path` as `Kazakhstan/Aktobe/Alga`, or `country, region, district`; `code, level, name_kk, name_ru, name_en`.
public struct AreaTableReader: TableReader {
    public init() {}

    private static let parts = ["country", "region", "district"]

    public var columns: Set<String> { Set(Self.parts + ["path", "code", "level", "name_kk", "name_ru", "name_en"]) }

    public func missing(in table: TableSource) -> [String] {
        ["path", "country"].contains(where: table.hasColumn)
            ? [] : ["no column \"path\", such as Kazakhstan/Aktobe/Alga, and no column \"country\""]
    }

    public func value(_ reader: inout RowReader) -> Area? {
        let path = path(&reader)
        let code = reader.text(["code"])
        let level = reader.word(["level"], SchoolRowReader.words(Area.Level.self))
        let names = Names(kk: reader.text(["name_kk"]), ru: reader.text(["name_ru"]), en: reader.text(["name_en"]))
        guard let path, reader.problems.isEmpty else { return nil }
        let area = Area(path: path, code: code, names: names)
        if let level, level != area.level {
            reader.fault("level", "is \(level.rawValue), and \(path.text) is a \(area.level.rawValue)")
        }
        return reader.problems.isEmpty ? area : nil
    }

    public func identity(of area: Area) -> TableIdentity? {
        TableIdentity("area", area.path.key.joined(separator: "/"), columns: ["path", "country"])
    }

    private func path(_ reader: inout RowReader) -> AreaPath? {
        if reader.column(["path"]) != nil {
            guard let text = reader.requiredText(["path"]) else { return nil }
            if let path = AreaPath(text: text) { return path }
            reader.fault("path", "\"\(CellText.excerpt(text))\" is no path of one to three areas")
            return nil
        }
        let country = reader.requiredText(["country"])
        let (region, district) = (reader.text(["region"]), reader.text(["district"]))
        for (column, part) in zip(Self.parts, [country, region, district]) where part?.contains("/") == true {
            reader.fault(column, "the name of an area cannot hold a slash")
        }
        if district != nil, region == nil { reader.fault("district", "its region is missing") }
        guard let country, reader.problems.isEmpty else { return nil }
        return AreaPath(country: country, region: region, district: district)
    }
}
