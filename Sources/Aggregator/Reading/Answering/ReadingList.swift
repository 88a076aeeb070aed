internal import Store

/// Reads one list of the store: always within a scope.
struct ReadingList: Sendable {
    let store: any Store
    let scope: Scope

    func answer(_ ask: ReadingAsk) async throws -> ReadingAnswer {
        let query = ask.query
        switch ask.endpoint {
        case .schools:
            return try ReadingPage(of: try await store.schools(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.schools + ReadingColumns.schoolNames)
        case .computers:
            return try ReadingPage(of: try await store.computers(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.computers)
        case .devices:
            return try ReadingPage(of: try await store.devices(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.devices)
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
        case .agents:
            return try ReadingPage(of: try await store.agents(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.agents)
        case .enrollments:
            return try ReadingPage(of: try await store.enrollments(query, scope: scope), ask)
                .answer(as: ask.format, columns: ReadingColumns.enrollments)
        }
    }
}
