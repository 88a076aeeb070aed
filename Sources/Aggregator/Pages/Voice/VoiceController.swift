internal import Dashboard
internal import FoundationEssentials
internal import Hummingbird
internal import Reports
internal import Store

/// `/voice/...`: what a school says of the figures about it, and the little that it may set right itself.
struct VoiceController: Sendable {
    let server: PagesServer

    /// Whether a reader may speak for a school: its own people, and administrators.
    static func maySpeak(_ reader: PageReader) -> Bool {
        guard let role = reader.token?.role else { return false }
        return role == .school || role == .admin
    }

    /// Confirms or disputes a count or a line, or tells of something broken.
    func say(_ kind: SchoolWord.Kind, _ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await spoken(request, context) { form, school, page in
            let stand: SchoolWord.Stand
            switch (kind, form["stand"]) {
            case (.breakage, _): stand = .reported
            case (_, "confirmed"): stand = .confirmed
            case (_, "disputed"): stand = .disputed
            default: throw PageRefusal.badForm
            }
            let subject = form["subject"] ?? ""
            // Of a line any name that it has; of the others a word that everybody knows.
            guard kind == .line || StockCategory(rawValue: subject) != nil else { throw PageRefusal.badForm }
            var word = NewSchoolWord(
                school: school, at: page.now, who: page.reader.token?.name ?? "", kind: kind,
                subject: try Self.text(subject) ?? "", stand: stand)
            word.own = try Self.text(form["own"])
            word.room = try Self.text(form["room"])
            word.inventoryNumber = try Self.text(form["number"])
            word.note = try Self.text(form["note"], limit: NewSchoolWord.noteLimit)
            if kind == .breakage, word.note == nil { throw PageRefusal.badForm }
            word.figure = try await figure(kind, subject, school, page)
            if kind == .line, stand == .disputed {
                word.evidenceSince = Query.start(ofDays: SchoolReader.days, before: page.now)
            }
            let noted = noting(page, .schoolSpoke, school, "\(kind.rawValue) \(subject) \(stand.rawValue)")
            _ = try await noted.keep(word, scope: page.reader.scope)
        }
    }

    /// The figure as the page shows it now: what a form claims was shown is nobody's evidence.
    private func figure(
        _ kind: SchoolWord.Kind, _ subject: String, _ school: String, _ page: PageContext
    ) async throws -> String? {
        var query = page.query(days: kind == .line ? SchoolReader.days : nil)
        query.school = school
        switch kind {
        case .line:
            let rows = try await server.services.store.lines(query, scope: page.reader.scope)
            guard let row = rows.first(where: { ($0.line ?? "") == subject }) else { throw PageRefusal.badForm }
            return page.wording.mbps(row.downloadMbps)
        case .count:
            query.filters.stock.category = StockCategory(rawValue: subject)
            let rows = try await server.services.store.stock(query, scope: page.reader.scope)
            let (low, high) = (rows.reduce(0) { $0 + $1.low }, rows.reduce(0) { $0 + $1.high })
            return low == high ? "\(low)" : "\(low)–\(high)"
        case .breakage: return nil
        }
    }

    /// Says in which room a PC of the school stands, from now on.
    func move(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await spoken(request, context) { form, school, page in
            guard let agent = form["agent"].flatMap({ AgentID($0) }), let room = try Self.text(form["room"]) else {
                throw PageRefusal.badForm
            }
            var query = page.query()
            query.school = school
            query.agent = agent
            let rows = try await server.services.store.computers(query, scope: page.reader.scope)
            guard rows.contains(where: { $0.agent == agent && $0.school == school }) else { throw PageRefusal.badForm }
            _ = try await noting(page, .computerMoved, "agent \(agent)", "to room \(room)")
                .placeComputer(ComputerPlacing(agent: agent, room: room, since: page.now))
        }
    }

    /// Enters what an indicator came to in a month.
    func enter(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await spoken(request, context) { form, school, page in
            let parts = (form["indicator"] ?? "").replacing("\r\n", with: "\n").split(
                separator: "\n", omittingEmptySubsequences: false
            )
            .map { String($0.filter { $0 != "\r" }) }
            let number = form["value"]?.replacing(",", with: ".").filter { $0 != " " && $0 != "\u{00A0}" }
            guard parts.count == 2, let period = form["period"].flatMap({ ReportingPeriod($0) }),
                let value = number.flatMap({ Double($0) }), value.isFinite, abs(value) <= 1e12
            else { throw PageRefusal.badForm }
            var query = page.query()
            query.school = school
            query.filters.indicator = parts[0]
            let programme = parts[1].isEmpty ? nil : parts[1]
            let known = try await server.services.store.indicators(query, by: .school, scope: page.reader.scope)
                .filter { $0.school == school && $0.programme == programme }
            // Only what somebody else has described and asked of this school.
            guard !known.isEmpty else { throw PageRefusal.badForm }
            let target = known.first { $0.period == period.description }?.target
            let entered = IndicatorValue(
                indicator: parts[0], programme: programme, school: school, period: period, value: value, target: target,
                source: "page: \(page.reader.token?.name ?? "")")
            _ = try await noting(page, .indicatorEntered, school, "\(parts[0]) \(period)")
                .importIndicators([], values: [entered], dryRun: false)
        }
    }

    /// What was disputed, and the tests of then.
    func dossier(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            guard page.reader.token != nil else { throw PageRefusal.roleTooLow }
            guard let id = page.address["id"].flatMap({ Int($0) }),
                let kept = try await server.services.store.dossier(id, scope: page.reader.scope)
            else { throw PageRefusal.notFound }
            var query = page.query()
            query.school = kept.word.school
            let place = try await server.services.store.placeRows(query, scope: page.reader.scope).first
            try await server.note(page, "/voice/dossier", rows: kept.tests.count)
            let shown = DossierPage(kept.word, tests: kept.tests, schoolName: place?.schoolName ?? kept.word.school)
            let html = try page.frame(page.wording("voice.dossier", ["number": "\(id)"])).html(
                server.pages.web.templates, "dossier", shown.values(page.wording))
            return server.answer.html(html)
        }
    }

    // MARK: Forms

    /// A form of a school's page: who sends it may speak for the school that it names, and comes back to its page.
    private func spoken(
        _ request: Request, _ context: AggregatorContext,
        _ act: (_ form: FormValues, _ school: String, _ page: PageContext) async throws -> Void
    ) async throws -> Response {
        try await server.page(request, context) { page in
            let form = try await FormValues(request, of: page, context, server.seal)
            guard Self.maySpeak(page.reader) else { throw PageRefusal.roleTooLow }
            guard let school = form["school"], school.utf8.count <= 200 else { throw PageRefusal.badForm }
            var query = page.query()
            query.school = school
            // Throws where the school lies outside the scope.
            guard try await !server.services.store.placeRows(query, scope: page.reader.scope).isEmpty else {
                throw PageRefusal.notFound
            }
            try await act(form, school, page)
            await server.memory.forgetAll()
            return server.answer.seeOther(Address("/school", [("id", school), ("done", "said")]).text)
        }
    }

    private func noting(_ page: PageContext, _ action: AuditAction, _ object: String, _ detail: String) -> any Store {
        server.services.store.noting(
            AuditEntry(
                at: page.now, who: page.reader.token?.name ?? "", action: action, object: object,
                detail: String(detail.prefix(500))))
    }

    /// What somebody typed, as it is kept: without control characters, and not longer than a note may be.
    /// - Throws: `PageRefusal.badForm` for one that is too long.
    static func text(_ text: String?, limit: Int = NewSchoolWord.textLimit) throws -> String? {
        guard let text else { return nil }
        let scalars = text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : scalar
        }
        var kept = String(String.UnicodeScalarView(scalars))[...]
        while kept.first?.isWhitespace == true { kept.removeFirst() }
        while kept.last?.isWhitespace == true { kept.removeLast() }
        guard kept.unicodeScalars.count <= limit else { throw PageRefusal.badForm }
        return kept.isEmpty ? nil : String(kept)
    }
}
