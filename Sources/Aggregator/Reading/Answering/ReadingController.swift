internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Store
internal import Synchronization

/// `GET /api/...`: lists for whoever shows a token, as far as it reaches.
final class ReadingController: Sendable {
    /// How many whole lists are read at once: agents deliver over the same database, and a list of all devices of a region
    /// takes memory.
    static let readsAtOnce = 3
    static let busySeconds = 2
    /// How many rows match in all; left out where nobody has counted them.
    static let totalHeader = "X-Total-Count"

    private let services: AggregatorServices
    private let desk: ReaderDesk
    private let reading = Mutex(0)

    init(services: AggregatorServices, desk: ReaderDesk) {
        self.services = services
        self.desk = desk
    }

    /// Counted before it is sent: nothing leaves that the audit log does not know of.
    func answer(
        _ endpoint: ReadingEndpoint, _ request: Request, _ context: AggregatorContext
    ) async throws -> Response {
        let token = try await desk.reader(request, context, least: endpoint.role)
        let now = services.now()
        var ask = try ReadingAsk(
            endpoint, query: request.uri.query, accept: request.headers[.accept], suppression: token.suppression,
            now: now)
        ask.query.figuresAtOnce = services.configuration.figuresAtOnce
        let answer = try await oneOfFew { [ask] in
            try await list(ask, scope: token.scope)
        }
        try await services.store.recordRead(by: token, of: endpoint.path, rows: answer.rows, at: now)
        return response(answer, endpoint)
    }

    private func list(_ ask: ReadingAsk, scope: Scope) async throws -> ReadingAnswer {
        do {
            return try await ReadingList(store: services.store, scope: scope).answer(ask)
        } catch StoreFailure.unknownSchool {
            throw ReadingRefusal.unknownPlace("school")
        } catch StoreFailure.unknownArea {
            throw ReadingRefusal.unknownPlace("area")
        } catch StoreFailure.unknownProgramme {
            throw ReadingRefusal.unknownPlace("programme")
        } catch StoreFailure.unknownPlan {
            throw ReadingRefusal.unknownPlace("plan")
        } catch StoreFailure.unknownIndicator {
            throw ReadingRefusal.unknownPlace("indicator")
        } catch StoreFailure.figuresMissing(let schools) {
            throw ReadingRefusal.workingOut(schools: schools, retryAfterSeconds: Self.busySeconds)
        } catch StoreFailure.ambiguousArea(_, let paths) {
            throw ReadingRefusal.badParameter("area", "names several; give one of \(paths.joined(separator: ", "))")
        }
    }

    /// - Throws: `ReadingRefusal.busy`, and as `body`.
    private func oneOfFew(_ body: () async throws -> ReadingAnswer) async throws -> ReadingAnswer {
        try reading.withLock { count in
            guard count < Self.readsAtOnce else { throw ReadingRefusal.busy(retryAfterSeconds: Self.busySeconds) }
            count += 1
        }
        defer { reading.withLock { $0 -= 1 } }
        return try await body()
    }

    private func response(_ answer: ReadingAnswer, _ endpoint: ReadingEndpoint) -> Response {
        var headers: HTTPFields = [
            .contentLength: "\(answer.body.count)", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
            .vary: "Accept, Authorization",
        ]
        // CSV has no other place for either.
        if let name = HTTPField.Name(Self.totalHeader), let total = answer.total { headers[name] = "\(total)" }
        // RFC 8288.
        if let next = answer.next, let name = HTTPField.Name("Link") { headers[name] = "<\(next)>; rel=\"next\"" }
        switch answer.format {
        case .json: headers[.contentType] = "application/json; charset=utf-8"
        case .csv:
            headers[.contentType] = "text/csv; charset=utf-8; header=present"
            let name = endpoint.rawValue.replacing("/", with: "-")
            headers[.contentDisposition] = "attachment; filename=\"\(name).csv\""
        }
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
