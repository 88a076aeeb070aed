internal import Dashboard
internal import FoundationEssentials
internal import Hummingbird
internal import Reports
internal import Store

/// `/agents`: for administrators, who alone may revoke one.
struct AgentsController: Sendable {
    /// Over how many agents the page looks at once.
    static let largestAgents = 40_000

    let server: PagesServer

    func show(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            guard page.reader.opens(.agents), page.reader.token != nil else { throw PageRefusal.roleTooLow }
            func asked(_ name: String) -> String? {
                page.address[name].flatMap { $0.isEmpty || $0.utf8.count > 200 ? nil : $0 }
            }
            var query = page.query()
            query.area = asked("area")
            query.school = asked("school")
            let (store, scope, question) = (server.services.store, page.reader.scope, query)
            let title = page.wording("place.agents")
            var notices: [PageFrame.Notice] = []
            if page.address["done"] == "revoked" { notices.append(.init(.done, page.wording("agents.revoked"))) }
            let count = try await store.count(.agents, query, upTo: Self.largestAgents + 1, scope: scope)
            guard count <= Self.largestAgents else {
                let sentence = page.wording(
                    "agents.too_many", ["limit": page.wording.number(Self.largestAgents)])
                notices.append(.init(.warning, sentence))
                let empty = AgentsPage(
                    AgentsPage.Figures([], liveSince: page.now), area: query.area, school: query.school,
                    readAt: page.wording.moment(page.now))
                return try html(empty, page, notices)
            }
            let kept = try await server.memory.answer(
                "agents \(query.area ?? "") \(query.school ?? "") \(page.wording.language.rawValue) \(page.reader.key)",
                within: server.pages.patience, rows: { (_: AgentsPage.Figures) in 800 },
                make: {
                    AgentsPage.Figures(
                        try await store.agents(question, scope: scope), liveSince: question.liveSince)
                })
            guard let kept else { return try server.coming(page, title: title, place: .agents) }
            try await server.note(page, "/agents", rows: count)
            let shown = AgentsPage(
                kept.value, area: query.area, school: query.school, readAt: page.wording.moment(kept.madeAt))
            return try html(shown, page, notices)
        }
    }

    private func html(
        _ agents: AgentsPage, _ page: PageContext, _ notices: [PageFrame.Notice]
    ) throws -> Response {
        let frame = page.frame(page.wording("place.agents"), place: .agents, notices: notices)
        return server.answer.html(
            try frame.html(server.pages.web.templates, "agents", agents.values(page.wording)))
    }

    /// Asks whether it is meant, and says of which PC.
    func ask(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            let row = try await agent(page.address["agent"], page)
            let html = try page.frame(page.wording("agents.revoke_title"), place: .agents).html(
                server.pages.web.templates, "revoke",
                [
                    "sentence": .text(page.wording("agents.revoke_sentence")), "agent": .text(row.agent.text),
                    "school": .text(row.schoolName),
                    "last": .text(row.lastSeen.map { page.wording.moment($0) } ?? page.wording("agents.never")),
                ])
            return server.answer.html(html)
        }
    }

    func revoke(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            let form = try await FormValues(request, of: page, context, server.seal)
            let row = try await agent(form["agent"], page)
            try await server.services.store.noting(
                AuditEntry(
                    at: page.now, who: page.reader.token?.name ?? "", action: .agentRevoked,
                    object: "agent \(row.agent)",
                    detail: "on a page")
            ).revoke(row.agent, at: page.now)
            await server.memory.forgetAll()
            return server.answer.seeOther(Address("/agents", [("done", "revoked")]).text)
        }
    }

    /// One within the reader's scope; any other is not there.
    private func agent(_ text: String?, _ page: PageContext) async throws -> AgentRow {
        guard page.reader.opens(.agents), page.reader.token != nil else { throw PageRefusal.roleTooLow }
        guard let id = text.flatMap({ AgentID($0) }) else { throw PageRefusal.notFound }
        var query = page.query()
        query.agent = id
        guard let row = try await server.services.store.agents(query, scope: page.reader.scope).first else {
            throw PageRefusal.notFound
        }
        return row
    }
}
