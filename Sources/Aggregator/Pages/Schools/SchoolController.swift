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
            let notices = server.notices(page, isMadeUp: reading.school.school.madeUp)
            let html = try page.frame(reading.school.name, notices: notices).html(
                server.pages.web.templates, "school", shown.values(page.wording))
            return server.answer.html(html)
        }
    }
}
