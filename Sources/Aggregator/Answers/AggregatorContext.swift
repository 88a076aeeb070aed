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
    /// - Throws: `Refusal.bodyTooLarge`, `.bodyTooSlow`, `ClientHungUp`.
    func text(limitBytes: Int, within timeout: Duration) async throws -> String {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limitBytes { throw Refusal.bodyTooLarge }
        let body = body
        return try await withThrowingTaskGroup(of: String.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                do {
                    return String(buffer: try await body.collect(upTo: limitBytes))
                } catch is NIOTooManyBytesError {
                    throw Refusal.bodyTooLarge
                } catch {
                    throw ClientHungUp(reason: "\(error)")
                }
            }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw Refusal.bodyTooSlow
            }
            guard let text = try await group.next() else { throw Refusal.badRequest }
            return text
        }
    }
}

/// The connection ended before the body did: nobody is left to answer, and nothing is wrong here.
struct ClientHungUp: Error {
    var reason: String
}
