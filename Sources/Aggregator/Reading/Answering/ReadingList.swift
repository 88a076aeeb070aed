internal import Store

/// Reads one list of the store: always within a scope.
struct ReadingList: Sendable {
    let store: any Store
    let scope: Scope

    func answer(_ ask: ReadingAsk) async throws -> ReadingAnswer {
        switch ask.endpoint {
        case .schools: try await page(of: .schools, counted: .schools, ask)
        case .places: try await page(of: .places, counted: .places, ask)
        case .rooms: try await whole(.rooms, ask)
        case .computers: try await page(of: .computers, counted: .computers, ask)
        case .devices: try await whole(.devices, ask)
        case .assets: try await whole(.assets, ask)
        case .stock: try await whole(.stock, ask)
        case .coverage: try await whole(.coverage, ask)
        case .lines: try await whole(.lines, ask)
        case .slots: try await whole(.slots, ask)
        case .gateways: try await whole(.gateways, ask)
        case .platforms: try await whole(.platforms, ask)
        case .programmes: try await whole(.programmes(by: ask.grouping ?? .programme), ask)
        case .stages: try await whole(.stages(by: ask.grouping ?? .programme), ask)
        case .indicators: try await whole(.indicators(by: ask.grouping ?? .school), ask)
        case .agents: try await page(of: .agents, counted: .agents, ask)
        case .enrollments: try await page(of: .enrollments, counted: .enrollments, ask)
        }
    }

    private func whole<Row>(_ list: RowList<Row>, _ ask: ReadingAsk) async throws -> ReadingAnswer {
        try ReadingPage(of: try await list.read(store, ask.query, scope), ask)
            .answer(as: ask.format, columns: list.columns + list.details)
    }

    /// Counted and cut where the rows are: a page of a region's agents reads no other rows.
    private func page<Row>(
        of list: RowList<Row>, counted: CountedList, _ ask: ReadingAsk
    ) async throws -> ReadingAnswer {
        var query = ask.query
        query.limit = ask.limit
        query.offset = ask.offset
        return try ReadingPage(
            try await list.read(store, query, scope),
            total: try await store.count(counted, ask.query, scope: scope), ask
        ).answer(as: ask.format, columns: list.columns + list.details)
    }
}
