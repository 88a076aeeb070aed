internal import FoundationEssentials
internal import NIOCore
internal import NIOSSL
internal import Reports
internal import Synchronization

/// What one probe of a listener has met and heard.
final class HealthTalk: Sendable {
    private struct State {
        var met: (pin: ServerPin, notAfter: Date)?
        var heard = ""
    }

    private let state = Mutex(State())

    /// Whose certificate was shown; nil before the handshake, and without TLS.
    var met: (pin: ServerPin, notAfter: Date)? { state.withLock { $0.met } }

    /// The status of the answer; nil before its first line is whole.
    var status: Int? {
        let words = state.withLock { $0.heard }.prefix { $0 != "\r\n" && $0 != "\n" }.split(separator: " ")
        guard words.count >= 2, words[0].hasPrefix("HTTP/1.") else { return nil }
        return Int(words[1])
    }

    func verify(_ chain: [NIOSSLCertificate], _ promise: EventLoopPromise<NIOSSLVerificationResult>) {
        guard let leaf = chain.first, let key = try? leaf.extractPublicKey().toSPKIBytes() else {
            return promise.succeed(.failed)
        }
        let end = Date(timeIntervalSince1970: Double(leaf.notValidAfter))
        state.withLock { $0.met = (ServerPin(publicKeyInfo: Data(key)), end) }
        promise.succeed(.certificateVerified)
    }

    /// - Returns: whether more is wanted.
    func hear(_ text: String) -> Bool {
        state.withLock { state in
            state.heard += text
            return state.heard.utf8.count < 4_096
        }
    }
}

/// Feeds a talk from its channel; who answers without end is left.
final class HealthTalkHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let talk: HealthTalk

    init(_ talk: HealthTalk) { self.talk = talk }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !talk.hear(String(buffer: unwrapInboundIn(data))) { context.close(promise: nil) }
    }

    /// An end without TLS's goodbye is an end like any other: the answer is judged by what there is of it.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
