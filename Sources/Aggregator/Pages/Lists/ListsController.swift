internal import Dashboard
internal import FoundationEssentials
internal import Hummingbird
internal import Store

/// `/lists` and the tables below it.
struct ListsController: Sendable {
    let server: PagesServer

    /// Which tables there are for whoever asks.
    func index(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            let lists = ReadingEndpoint.allCases.filter { page.reader.opens($0) }
            let html = try page.frame(page.wording("place.lists"), place: .lists).html(
                server.pages.web.templates, "lists",
                [
                    "lists": .rows(
                        lists.map {
                            [
                                "address": .text("/lists/\($0.pageName)"),
                                "name": .text(page.wording("list.\($0.pageName)")),
                                "about": .text(page.wording("list_about.\($0.pageName)")),
                            ]
                        })
                ])
            return server.answer.html(html)
        }
    }

    /// - Parameter name: as in the address: `lines`, or `lines.csv` for a file.
    func list(_ name: String, _ request: Request, _ context: AggregatorContext) async throws -> Response {
        try await server.page(request, context) { page in
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard let endpoint = parts.first.flatMap(ReadingEndpoint.init(pageName:)) else {
                throw PageRefusal.notFound
            }
            guard page.reader.opens(endpoint) else { throw PageRefusal.roleTooLow }
            guard parts.count == 2 else { return try await table(endpoint, page) }
            guard let format = ListFile(rawValue: parts[1]) else { throw PageRefusal.notFound }
            return try await file(endpoint, format, page)
        }
    }

    private func ask(_ endpoint: ReadingEndpoint, _ page: PageContext) throws -> ListAsk {
        var asked = try ListAsk(endpoint, page)
        asked.ask.query.figuresAtOnce = server.services.configuration.figuresAtOnce
        return asked
    }

    private func table(_ endpoint: ReadingEndpoint, _ page: PageContext) async throws -> Response {
        var shown: ListPage
        var problem: String?
        do {
            let rows = ListRows(server: server, ask: try ask(endpoint, page), page: page)
            shown = try await rows.shown()
            shown.downloads = downloads(endpoint)
        } catch {
            // What is wrong with the question is said above its form, which keeps what was filled in.
            guard let sentence = sentence(error, page) else { throw error }
            problem = sentence
            shown = ListPage(
                columns: [], filters: ListAsk.filters(endpoint, page.address), address: page.address,
                pageRows: ListAsk.pageRows)
        }
        shown.problem = problem
        try await server.note(page, "/lists/\(endpoint.pageName)", rows: shown.rows.count)
        let html = try page.frame(page.wording("list.\(endpoint.pageName)"), place: .lists).html(
            server.pages.web.templates, "list", shown.values(page.wording))
        return server.answer.html(html, status: problem == nil ? .ok : .badRequest)
    }

    private func file(_ endpoint: ReadingEndpoint, _ format: ListFile, _ page: PageContext) async throws -> Response {
        do {
            let rows = ListRows(server: server, ask: try ask(endpoint, page), page: page)
            let file = try await rows.file(format)
            try await server.note(page, "/lists/\(endpoint.pageName).\(format.rawValue)", rows: file.rows)
            return server.answer.bytes(
                file.data, type: format.type, fileName: "parta-\(endpoint.pageName).\(format.rawValue)")
        } catch {
            guard let sentence = sentence(error, page) else { throw error }
            let html = try page.frame(page.wording("problem.title"), place: .lists).html(
                server.pages.web.templates, "problem", ["sentence": .text(sentence)])
            return server.answer.html(html, status: .badRequest)
        }
    }

    private func downloads(_ endpoint: ReadingEndpoint) -> [String] {
        let isMapped = [ReadingEndpoint.schools, .places, .lines].contains(endpoint)
        return ["csv"] + (server.pages.makeSheet == nil ? [] : ["xlsx"]) + (isMapped ? ["geojson"] : [])
    }

    /// Nil for what is not the question's fault.
    private func sentence(_ error: any Error, _ page: PageContext) -> String? {
        func unknown(_ filter: String) -> String {
            page.wording("list.unknown", ["filter": page.wording.word("filter", filter)])
        }
        switch error {
        case let problem as ListProblem: return problem.sentence(page.wording)
        case ReadingRefusal.badParameter(let name, _):
            return page.wording("list.bad_filter", ["filter": page.wording.word("filter", name)])
        case StoreFailure.unknownArea: return unknown("area")
        case StoreFailure.unknownSchool: return unknown("school")
        case StoreFailure.unknownProgramme: return unknown("programme")
        case StoreFailure.unknownIndicator: return unknown("indicator")
        case StoreFailure.ambiguousArea(_, let paths):
            return page.wording("list.ambiguous_area", ["paths": paths.prefix(10).joined(separator: ", ")])
        default: return nil
        }
    }
}

extension PagesServer {
    /// Notes what was read in the audit log, before it is sent; who has shown no token is nobody to note.
    func note(_ page: PageContext, _ path: String, rows: Int) async throws {
        guard let token = page.reader.token else { return }
        try await services.store.recordRead(by: token, of: path, rows: rows, at: page.now)
    }
}
