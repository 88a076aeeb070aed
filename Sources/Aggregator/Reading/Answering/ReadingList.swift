internal import Store

/// Reads one list of the store: always within a scope.
struct ReadingList: Sendable {
    let store: any Store
    let scope: Scope

    func answer(_ ask: ReadingAsk) async throws -> ReadingAnswer {
        try await ask.endpoint.visited(by: Answering(list: self, ask: ask), grouping: ask.grouping)
    }

    private struct Answering: RowListVisitor {
        var list: ReadingList
        var ask: ReadingAsk

        func visit<Row>(_ rows: RowList<Row>, counted: CountedList?) async throws -> ReadingAnswer {
            let page: ReadingPage<Row>
            if let counted, ask.endpoint.isCounted(ask.query), ask.query.fromSchool == nil {
                // Counted and cut where the rows are: a page of a region's agents reads no other rows.
                var query = ask.query
                query.limit = ask.limit
                query.offset = ask.offset
                // At the same time: for a district counting takes as long as reading a page.
                async let total = list.store.count(counted, ask.query, scope: list.scope)
                let read = try await rows.read(list.store, query, list.scope)
                page = ReadingPage(read, total: try await total, ask)
            } else if ask.endpoint.isOpenEnded {
                var query = ask.query
                // One row more than the page tells that others follow.
                query.limit = ask.offset + ask.limit + 1
                page = ReadingPage(
                    upTo: try await rows.read(list.store, query, list.scope), of: rows.school, ask)
            } else {
                page = ReadingPage(of: try await rows.read(list.store, ask.query, list.scope), ask)
            }
            return try await page.answer(as: ask.format, columns: rows.columns + rows.details)
        }
    }
}
