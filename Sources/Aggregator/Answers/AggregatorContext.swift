internal import Hummingbird
internal import NIOCore

/// A request's context: where it came from.
struct AggregatorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The caller's IP address without a port.
    let address: String

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }
}

extension Request {
    /// The whole body as text; a size told beforehand is judged beforehand.
    /// - Throws: `Refusal.bodyTooLarge`, `NIOTooManyBytesError`.
    func text(limitBytes: Int) async throws -> String {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limitBytes { throw Refusal.bodyTooLarge }
        return String(buffer: try await body.collect(upTo: limitBytes))
    }
}
