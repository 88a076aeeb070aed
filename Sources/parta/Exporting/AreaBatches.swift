internal import Store

/// The schools of a question, area by area: what is computed from tests and devices is computed for a district at once and
/// forgotten before the next.
struct AreaBatches {
    let store: any Store
    let query: Query

    /// - Parameter body: is given an area's schools and the question for them.
    func visit(_ body: ([String: School], Query) async throws -> Void) async throws {
        for area in try await areas() {
            var narrowed = query
            narrowed.area = area.text
            let rows = try await store.schools(narrowed, scope: .everything)
            // Of a region, its districts' schools come with their own.
            let schools = rows.map(\.school).filter { $0.area.key == area.key }
            guard !schools.isEmpty else { continue }
            try await body(Dictionary(schools.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }), narrowed)
        }
    }

    private func areas() async throws -> [AreaPath] {
        var areas: [[String]: AreaPath] = [:]
        var page = query
        page.limit = SchoolsExport.pageRows
        while true {
            let rows = try await store.schools(page, scope: .everything)
            for row in rows { areas[row.school.area.key] = row.school.area }
            page.offset += rows.count
            if rows.count < SchoolsExport.pageRows { break }
        }
        return areas.values.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
    }
}
