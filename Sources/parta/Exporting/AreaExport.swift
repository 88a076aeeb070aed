internal import Aggregator
internal import Exchange
internal import ExchangeRows
internal import Presentation
internal import Reports
internal import Store

/// Writes a list that is computed from what computers reported, with the point of each row's school.
struct AreaExport<Row: Sendable> {
    let store: any Store
    let query: Query
    let layer: String
    let columns: ColumnRows<Row>
    let school: (Row) -> String
    let rows: (any Store, Query, [String: School]) async throws -> [Row]

    /// - Parameter open: makes the file.
    /// - Returns: how many rows there were.
    func write(_ open: (TableHeader) throws -> ExportFile) async throws -> Int {
        var file: ExportFile?
        var count = 0
        do {
            try await AreaBatches(store: store, query: query).visit { schools, narrowed in
                let found = try await rows(store, narrowed, schools).filter { schools[school($0)] != nil }
                guard !found.isEmpty else { return }
                let target = try file ?? open(columns.header(layer, sample: found))
                file = target
                for row in found {
                    count += 1
                    let place = schools[school(row)]
                    try target.write(
                        TableRow(
                            number: count, cells: columns.cells(row), longitude: place?.longitude,
                            latitude: place?.latitude))
                }
                if Terminal.showsProgress { Terminal.progress("\(count) rows") }
            }
            let target = try file ?? open(columns.header(layer, sample: []))
            file = target
            try target.finish()
            return count
        } catch {
            file?.discard()
            throw error
        }
    }
}

extension AreaExport<LineRow> {
    static func lines(_ store: any Store, _ query: Query) -> AreaExport {
        AreaExport(
            store: store, query: query, layer: "lines", columns: ColumnRows(columns: ReadingColumns.lines),
            school: \.school, rows: { store, query, _ in try await store.lines(query, scope: .everything) })
    }
}

extension AreaExport<StockRow> {
    /// What presence counts, by school and category.
    static func stock(_ store: any Store, _ query: Query) -> AreaExport {
        var query = query
        query.since = nil
        return AreaExport(
            store: store, query: query, layer: "stock", columns: ColumnRows(columns: ReadingColumns.stock),
            school: \.school, rows: { store, query, _ in try await store.stock(query, scope: .everything) })
    }
}
