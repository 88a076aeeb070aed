internal import Exchange
internal import ExchangeRows
internal import Foundation
internal import Presentation

/// Spreadsheets for the pages, made by `parta-exchange` in limits of its own.
enum PageSheets {
    /// - Throws: `ExportFailure`, `ExchangeFailure`.
    @concurrent
    static func make(_ headings: [String], _ rows: [[Cell]]) async throws -> Data {
        let folder = try FileManager.default.url(
            for: .itemReplacementDirectory, in: .userDomainMask, appropriateFor: FileManager.default.temporaryDirectory,
            create: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "table.xlsx").path(percentEncoded: false)
        let columns = headings.enumerated().map { index, name in TableColumn(name, kind(of: rows.map { $0[index] })) }
        let file = try ExportFile(path, as: .exchange(.xlsx), header: TableHeader(layer: "parta", columns: columns))
        do {
            for (index, row) in rows.enumerated() { try file.write(TableRow(number: index + 1, cells: row.map(value))) }
        } catch {
            file.discard()
            throw error
        }
        try file.finish()
        return try Data(contentsOf: URL(filePath: path))
    }

    /// Numbers stand as numbers where the whole column has nothing else.
    private static func kind(of cells: [Cell]) -> TableColumn.Kind {
        let known = cells.filter { $0 != .missing }
        guard !known.isEmpty else { return .text }
        if known.allSatisfy({ if case .integer = $0 { true } else { false } }) { return .integer }
        return known.allSatisfy({ $0.value != nil }) ? .number : .text
    }

    private static func value(_ cell: Cell) -> TableCell {
        switch cell {
        case .missing: .missing
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .exact(let number), .number(let number, _), .amount(let number): .number(number)
        case .flag: .text(cell.plain)
        }
    }
}
