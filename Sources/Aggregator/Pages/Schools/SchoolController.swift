internal import Dashboard
internal import FoundationEssentials
internal import Hummingbird
internal import Store

/// `/school?id=...`: one school's page. Its id stands behind the question mark because it may hold anything.
struct SchoolController: Sendable {
    let server: PagesServer

    func show(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            guard let id = page.address["id"], !id.isEmpty, id.utf8.count <= 200 else { throw PageRefusal.notFound }
            let reader = SchoolReader(store: server.services.store, page: page, norm: server.pages.norm)
            let reading = try await reader.reading(of: id)
            try await server.note(page, "/school", rows: 1)
            let shown = SchoolPage(reading, showsRooms: !page.reader.isPublic)
            var notices = server.notices(page, isMadeUp: reading.school.school.madeUp)
            if page.address["done"] == "said" { notices.append(.init(.done, page.wording("voice.said"))) }
            var values = shown.values(page.wording)
            values["body_voice"] = .markup(try await voice(reading, page))
            let html = try page.frame(reading.school.name, notices: notices).html(
                server.pages.web.templates, "school", values)
            return server.answer.html(html)
        }
    }

    /// What the school itself says; nothing of it stands on public pages.
    private func voice(_ reading: SchoolReading, _ page: PageContext) async throws -> String {
        guard page.reader.token != nil else { return "" }
        let (store, scope) = (server.services.store, page.reader.scope)
        var query = page.query()
        query.school = reading.school.school.id
        var latest = query
        latest.limit = Self.wordsShown
        let words = try await store.schoolWords(latest, scope: scope)
        let maySpeak = VoiceController.maySpeak(page.reader)
        var spoken = reading
        var indicators: [IndicatorRow] = []
        if maySpeak {
            spoken.computers = try await store.computers(query, scope: scope)
            indicators = try await store.indicators(query, by: .school, scope: scope)
        }
        let voice = VoicePage(
            spoken, words: words, indicators: indicators, maySpeak: maySpeak, formToken: page.reader.formToken)
        return try server.pages.web.templates.render("voice", voice.values(page.wording))
    }

    private static let wordsShown = 50
}
