internal import Dashboard
internal import FoundationEssentials
internal import Hummingbird
internal import Store

/// `/`: the first page.
struct OverviewController: Sendable {
    let server: PagesServer

    func show(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            // A school's own people have one page that matters.
            if case .school(let school)? = page.reader.token?.scope {
                return server.answer.seeOther(Address("/school", [("id", school)]).text)
            }
            let area = page.address["area"].flatMap { $0.isEmpty || $0.utf8.count > 200 ? nil : $0 }
            var query = page.query(days: OverviewReader.days)
            query.area = area
            let reader = OverviewReader(store: server.services.store, scope: page.reader.scope, query: query)
            let name = area.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
            let title = name ?? page.wording("place.overview")
            // One question, whatever the language: figures have none.
            let kept = try await server.memory.answer(
                "overview \(area ?? "") \(page.reader.key)", within: server.pages.patience,
                rows: { (_: OverviewFigures) in 100 }, make: { OverviewFigures(try await reader.reading()) })
            guard let kept else { return try server.coming(page, title: title, place: .overview) }
            let gaps = try await gaps(page, query)
            let overview = OverviewPage(
                figures: kept.value, area: area, readAt: page.wording.moment(kept.madeAt), days: OverviewReader.days,
                gaps: gaps.summary, gapsAreComing: gaps.areComing)
            try await server.note(page, "/", rows: kept.value.all.schools)
            let html = try page.frame(
                title, place: .overview, notices: server.notices(page, isMadeUp: kept.value.isMadeUp)
            )
            .html(server.pages.web.templates, "overview", overview.values(page.wording))
            return server.answer.html(html)
        }
    }

    /// What schools lack of the region's equipment norm, as `parta gaps --group-by category` says it.
    private func gaps(
        _ page: PageContext, _ query: Query
    ) async throws -> (summary: OverviewPage.GapSummary?, areComing: Bool) {
        guard let norm = server.pages.norm else { return (nil, false) }
        var plain = query
        plain.since = nil
        let (store, scope, asked) = (server.services.store, page.reader.scope, plain)
        let kept = try await server.memory.answer(
            "gaps \(query.area ?? "") \(page.reader.key)", within: server.pages.patience,
            rows: { (_: GapAnswer) in 100 },
            make: {
                let answer = try await store.gaps(asked, norm: norm, by: nil, scope: scope)
                return GapAnswer(rows: answer.rows, schoolsUnknown: answer.schoolsUnknown)
            })
        let summary = kept.map {
            OverviewPage.GapSummary(
                norm: norm.names.preferred(page.wording.language), isExample: norm.example, rows: $0.value.rows,
                schoolsUnknown: $0.value.schoolsUnknown)
        }
        return (summary, kept == nil)
    }

    private struct GapAnswer: Sendable {
        var rows: [GapRow]
        var schoolsUnknown: Int
    }
}

extension PagesServer {
    /// A page that says that its figures are being worked out, and asks for itself again.
    func coming(_ page: PageContext, title: String, place: PagePlace?) throws -> Response {
        let html = try page.frame(title, place: place).html(
            pages.web.templates, "coming", ["address": .text(page.address.text)])
        var response = answer.html(html, status: .accepted)
        response.headers[PageAnswer.refresh] = "\(Self.comingSeconds)"
        return response
    }

    static let comingSeconds = 3

    func notices(_ page: PageContext, isMadeUp: Bool) -> [PageFrame.Notice] {
        isMadeUp ? [PageFrame.Notice(.warning, page.wording("page.made_up"))] : []
    }
}
