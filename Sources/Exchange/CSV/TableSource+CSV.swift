public import FoundationEssentials

extension TableSource {
    /// A delimited text file: UTF-8 with or without a byte order mark, UTF-16, Windows-1251.
    /// - Throws: `ImportFailure` for a file that cannot be read as a table.
    public init(_ data: Data, file: String, map: ColumnMap = .none) throws {
        let text = try TextEncoding.utf8(of: data, file: file)
        var reader = CSVReader(text.utf8)
        var problems: [ImportFailure.Problem] = []
        var rows: [Row] = []
        var header: CSVReader.Record?
        do {
            header = try reader.next()
            while let record = try reader.next() {
                if record.isBlank { continue }
                let expected = header?.cells.count ?? 0
                if record.cells.count != expected {
                    let isCut = record.cells.count < expected && reader.endedWithoutLineEnd
                    problems.append(
                        .init(
                            line: record.line,
                            message: "\(record.cells.count) cells where the header has \(expected) columns"
                                + (isCut ? "; the file seems to be cut off here: fetch it again" : "")))
                }
                guard rows.count < Self.rowLimit else {
                    problems.append(.init(line: record.line, message: "more than \(Self.rowLimit) records"))
                    break
                }
                if problems.count >= ImportFailure.problemLimit { break }
                rows.append(Row(.line(record.line), cells: record.cells.map(CellText.trimmed)))
            }
        } catch {
            problems.append(.init(line: error.line, column: error.column, message: error.message))
        }
        guard let header, !header.isBlank else {
            let empty = ImportFailure.Problem(line: 1, message: "no header with column names")
            throw ImportFailure(file: file, problems: problems.isEmpty ? [empty] : problems)
        }
        try self.init(
            file: file, header: header.cells.map(CellText.trimmed), at: .line(header.line), rows: rows,
            allowsDecimalComma: !reader.delimiterIsComma, map: map,
            warnings: text.warning.map { [.init(.file, message: $0)] } ?? [], problems: problems)
    }
}
