internal import Exchange
internal import ExchangeRows
internal import Presentation
internal import Store

/// Writes schools a page at a time, so that a country takes no more memory than a district.
struct SchoolsExport {
    static let pageRows = 500

    let store: any Store
    let query: Query
    let export: SchoolExport

    /// - Parameter open: makes the file.
    /// - Returns: how many schools there were.
    func write(_ open: (TableHeader) throws -> ExportFile) async throws -> Int {
        let file = try open(export.header)
        do {
            let rows = try await pages(to: file)
            try file.finish()
            return rows
        } catch {
            file.discard()
            throw error
        }
    }

    private func pages(to file: ExportFile) async throws -> Int {
        var page = query
        page.limit = Self.pageRows
        while true {
            let rows = try await store.schools(page, scope: .everything)
            let extras = try await extras(of: page)
            for (index, row) in rows.enumerated() {
                try file.write(export.row(row, number: page.offset + index + 1, extra: extras[row.school.id]))
            }
            page.offset += rows.count
            if Terminal.showsProgress { Terminal.progress("\(page.offset) schools") }
            if rows.count < Self.pageRows { return page.offset }
        }
    }

    private func extras(of page: Query) async throws -> [String: SchoolExtra] {
        guard case .dialect(let dialect) = export else { return [:] }
        let extras = try await store.schoolExtras(from: dialect.rawValue, page, scope: .everything)
        return Dictionary(extras.map { ($0.school, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
