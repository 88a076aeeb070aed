internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Store

/// `GET /metrics`: figures for a monitoring system, none of which names a school.
struct MetricsController: Sendable {
    /// What a proxy adds: whoever asked it is not on this machine.
    private static let forwardingHeaders = ["Forwarded", "X-Forwarded-For", "Via"]

    let services: AggregatorServices
    let desk: ReaderDesk

    func answer(_ request: Request, _ context: AggregatorContext) async throws -> Response {
        let scope: Scope
        if Self.isLocal(request, context) {
            scope = .everything
        } else {
            scope = try await desk.reader(request, context, least: .reader).scope
        }
        let now = services.now()
        let figures = try await services.store.figures(Query(asOf: now), scope: scope)
        let text = MetricsText(
            services.tally.counts, figures, certificateEnd: services.trust?.certificate.notAfter, now: now
        ).text
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; version=0.0.4; charset=utf-8", .contentLength: "\(text.utf8.count)",
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Whoever is on this machine may ask without a token.
    private static func isLocal(_ request: Request, _ context: AggregatorContext) -> Bool {
        let isForwarded = forwardingHeaders.contains { HTTPField.Name($0).map { request.headers[$0] != nil } ?? false }
        // As it is, and without the frame that a listener for both kinds puts around an IPv4 address.
        let names = [context.address, CallerAddress(context.address).text]
        return !isForwarded && names.contains { ListenAddress(host: $0, port: 0).isLoopback }
    }
}
