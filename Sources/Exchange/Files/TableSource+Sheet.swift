internal import ExchangeRows

extension TableSource {
    /// What the reader of placemarks gives each of them, whether its file has it or not.
    private static let placemarkColumns: Set<String> = [
        "description", "timestamp", "begin", "end", "altitudemode", "tessellate", "extrude", "visibility", "draworder",
        "icon",
    ]

    /// A sheet's rows or a layer's features; points give the columns `latitude` and `longitude` where there are none.
    init(_ sheet: ExchangeProgram.Sheet, format: ExchangeFormat, file: String, map: ColumnMap) throws {
        let names = sheet.header.columns.map { CellText.trimmed($0.name) }
        let kept = names.indices.filter { format != .kml || !Self.placemarkColumns.contains(names[$0].lowercased()) }
        var header = kept.map { names[$0] }
        let known = Set(header.map { map.names[$0.lowercased()] ?? $0.lowercased() })
        let addsPoints =
            known.isDisjoint(with: ["latitude", "longitude", "lat", "lon"])
            && sheet.rows.contains { $0.latitude != nil }
        if addsPoints { header += ["latitude", "longitude"] }
        let rows = sheet.rows.compactMap { row -> Row? in
            var cells = kept.map { CellText.trimmed(row.cells[$0].plain ?? "") }
            guard addsPoints || cells.contains(where: { !$0.isEmpty }) else { return nil }
            if addsPoints { cells += [row.latitude, row.longitude].map { TableCell.number($0).plain ?? "" } }
            return Row(
                format == .xlsx ? .row(row.number, sheet: sheet.header.layer) : .feature(row.number), cells: cells)
        }
        let others = sheet.header.others
        let warnings: [ImportFailure.Problem] =
            others.isEmpty
            ? []
            : [
                .init(
                    .file,
                    message: "only \"\(sheet.header.layer)\" was read; --sheet chooses another: "
                        + others.joined(separator: ", "))
            ]
        try self.init(
            file: file, header: header, at: format == .xlsx ? .row(1, sheet: sheet.header.layer) : .file, rows: rows,
            allowsDecimalComma: true, map: map, warnings: warnings)
    }
}
