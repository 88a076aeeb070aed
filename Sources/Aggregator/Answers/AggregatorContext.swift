internal import Hummingbird
internal import NIOCore

/// A request's context: where it came from.
struct AggregatorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The caller's IP address without a port.
    let address: String
    /// What the request's body takes of the room for all bodies; set before any handler runs.
    var body: BodyShare?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "unknown"
    }
}

extension Request {
    /// The whole body as text, inflated where it is gzip; a size told beforehand is judged beforehand.
    /// - Throws: `Refusal.bodyTooLarge`, `.bodyTooSlow`, `.crowded`, `.unsupportedEncoding`, `.badRequest`, `ClientHungUp`.
    func text(limitBytes: Int, within timeout: Duration, _ context: AggregatorContext) async throws -> String {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limitBytes { throw Refusal.bodyTooLarge }
        let coding = try ContentCoding(self)
        let body = body
        return try await withThrowingTaskGroup(of: String.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                do {
                    var whole = ByteBuffer()
                    for try await var piece in body {
                        guard whole.readableBytes + piece.readableBytes <= limitBytes else {
                            throw Refusal.bodyTooLarge
                        }
                        try context.body?.add(piece.readableBytes)
                        whole.writeBuffer(&piece)
                    }
                    let text = try coding.decode(whole, limitBytes: limitBytes)
                    try context.body?.add(max(0, text.utf8.count - whole.readableBytes))
                    return text
                } catch let refusal as Refusal {
                    throw refusal
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
