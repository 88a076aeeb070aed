internal import Store

/// Reads one list of the store: always within a scope.
struct ReadingList: Sendable {
    let store: any Store
    let scope: Scope

    func answer(_ ask: ReadingAsk) async throws -> ReadingAnswer {
        let query = ask.query
        switch ask.endpoint {
        case .schools:
            return try await page(of: .schools, ask, store.schools)
                .answer(
                    as: ask.format,
                    columns: ReadingColumns.schools + ReadingColumns.schoolNames + ReadingColumns.schoolDetails)
        case .rooms:
            return try ReadingPage(of: try await store.rooms(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.rooms)
        case .computers:
            return try await page(of: .computers, ask, store.computers)
                .answer(as: ask.format, columns: ReadingColumns.computers)
        case .devices:
            return try ReadingPage(of: try await store.devices(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.devices)
        case .assets:
            return try ReadingPage(of: try await store.assets(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.assets + ReadingColumns.assetDetails)
        case .stock:
            return try ReadingPage(of: try await store.stock(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.stock)
        case .coverage:
            return try ReadingPage(of: try await store.coverage(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.coverage)
        case .lines:
            return try ReadingPage(of: try await store.lines(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.lines + ReadingColumns.lineDetails)
        case .slots:
            return try ReadingPage(of: try await store.slots(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.slots)
        case .gateways:
            return try ReadingPage(of: try await store.gateways(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.gateways)
        case .platforms:
            return try ReadingPage(of: try await store.platforms(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.platforms)
        case .programmes:
            let rows = try await store.programmes(query, by: ask.grouping ?? .programme, scope: scope)
            return try ReadingPage(of: rows, ask).answer(as: ask.format, columns: ReadingColumns.programmes)
        case .stages:
            let rows = try await store.milestones(query, by: ask.grouping ?? .programme, scope: scope)
            return try ReadingPage(of: rows, ask).answer(as: ask.format, columns: ReadingColumns.milestones)
        case .indicators:
            let rows = try await store.indicators(query, by: ask.grouping ?? .school, scope: scope)
            return try ReadingPage(of: rows, ask).answer(as: ask.format, columns: ReadingColumns.indicators)
        case .agents:
            return try await page(of: .agents, ask, store.agents)
                .answer(as: ask.format, columns: ReadingColumns.agents)
        case .enrollments:
            return try await page(of: .enrollments, ask, store.enrollments)
                .answer(as: ask.format, columns: ReadingColumns.enrollments)
        }
    }

    /// Counted and cut where the rows are: a page of a region's agents reads no other rows.
    private func page<Row>(
        of list: CountedList, _ ask: ReadingAsk, _ rows: (Query, Scope) async throws -> [Row]
    ) async throws -> ReadingPage<Row> {
        var query = ask.query
        query.limit = ask.limit
        query.offset = ask.offset
        return ReadingPage(
            try await rows(query, scope), total: try await store.count(list, ask.query, scope: scope), ask)
    }
}
