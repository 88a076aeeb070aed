public import FoundationEssentials
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
public import Reports

/// Asks a listener whether it serves, as an agent would reach it: over TCP, and over TLS by its key.
public enum HealthProbe {
    /// What answered.
    public struct Answer: Sendable, Equatable {
        /// The key of the certificate that was shown; nil without TLS.
        public var pin: ServerPin?
        /// When that certificate ends.
        public var notAfter: Date?
        /// The status of `GET /healthz`.
        public var status: Int
    }

    /// Why nothing answered.
    public struct Silence: Error, CustomStringConvertible {
        public var description: String
    }

    /// How long all of it may take, in seconds.
    static let limitSeconds: Int64 = 5

    /// - Throws: `Silence`.
    public static func ask(host: String, port: Int, withTLS: Bool) async throws -> Answer {
        let talk = HealthTalk()
        do {
            let group = MultiThreadedEventLoopGroup.singleton
            let context = try withTLS ? NIOSSLContext(configuration: configuration()) : nil
            let channel = try await ClientBootstrap(group: group)
                .connectTimeout(.seconds(limitSeconds))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let context {
                            try channel.pipeline.syncOperations.addHandler(
                                NIOSSLClientHandler(
                                    context: context, serverHostname: nil,
                                    customVerificationCallback: { talk.verify($0, $1) }))
                        }
                        try channel.pipeline.syncOperations.addHandler(HealthTalkHandler(talk))
                    }
                }
                .connect(host: host, port: port).get()
            let deadline = channel.eventLoop.scheduleTask(in: .seconds(limitSeconds)) { channel.close(promise: nil) }
            defer { deadline.cancel() }
            try await channel.writeAndFlush(
                ByteBuffer(string: "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
            try await channel.closeFuture.get()
        } catch {
            throw Silence(description: "\(error)")
        }
        guard let status = talk.status else { throw Silence(description: "it closed the connection without an answer") }
        return Answer(pin: talk.met?.pin, notAfter: talk.met?.notAfter, status: status)
    }

    private static func configuration() -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        // Whom one has met is judged by the key afterwards: nothing is told before but that somebody asks.
        configuration.certificateVerification = .noHostnameVerification
        return configuration
    }
}
