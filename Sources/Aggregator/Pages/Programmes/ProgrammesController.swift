internal import Dashboard
internal import FoundationEssentials
internal import Hummingbird
internal import Store

/// `/programmes`, and `/programme?id=...` for one of them.
struct ProgrammesController: Sendable {
    static let days = 60

    /// What one page reads.
    private struct Answer: Sendable {
        var rows: [ProgrammeRow]
        var indicators: [IndicatorRow] = []
        var stages: [MilestoneRow] = []
    }

    let server: PagesServer

    func all(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            try await show(nil, page)
        }
    }

    func one(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            guard let id = page.address["id"], !id.isEmpty, id.utf8.count <= 200 else { throw PageRefusal.notFound }
            return try await show(id, page)
        }
    }

    private func show(_ programme: String?, _ page: PageContext) async throws -> Response {
        guard page.reader.isPublic || page.reader.opens(.programmes) else { throw PageRefusal.roleTooLow }
        // To everybody a sensitive programme is as unknown as one that is not there.
        let hidden = page.reader.isPublic ? try await server.services.store.sensitiveProgrammes() : []
        if let programme, hidden.contains(programme) { throw PageRefusal.notFound }
        var query = page.query(days: Self.days)
        query.filters.programme = programme
        var plain = query
        plain.since = nil
        let (store, scope) = (server.services.store, page.reader.scope)
        let (asked, timeless) = (query, plain)
        let opensStages = page.reader.opens(.stages)
        let title = page.wording("place.programmes")
        let kept = try await server.memory.answer(
            "programme \(programme ?? "") \(page.wording.language.rawValue) \(page.reader.key)",
            within: server.pages.patience, rows: { (answer: Answer) in answer.rows.count },
            make: {
                guard programme != nil else {
                    return Answer(rows: try await store.programmes(asked, by: .programme, scope: scope))
                }
                let isSchool = if case .school = scope { true } else { false }
                return Answer(
                    rows: try await store.programmes(asked, by: .school, scope: scope),
                    indicators: try await store.indicators(timeless, by: isSchool ? .school : .region, scope: scope),
                    stages: opensStages ? try await store.milestones(timeless, by: .programme, scope: scope) : [])
            })
        guard let kept else { return try server.coming(page, title: title, place: .programmes) }
        var answer = kept.value
        answer.rows.removeAll { $0.programme.map(hidden.contains) ?? false }
        answer.indicators.removeAll { $0.programme.map(hidden.contains) ?? false }
        var shown = ProgrammesPage(
            answer.rows, indicators: answer.indicators, stages: answer.stages, isOne: programme != nil,
            readAt: page.wording.moment(kept.madeAt))
        shown.hasTable = page.reader.opens(.programmes)
        try await server.note(page, programme == nil ? "/programmes" : "/programme", rows: answer.rows.count)
        let name = programme.map { answer.rows.first?.programmeName ?? $0 }
        let html = try page.frame(name ?? title, place: .programmes).html(
            server.pages.web.templates, "programmes", shown.values(page.wording))
        return server.answer.html(html)
    }
}
