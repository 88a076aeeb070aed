internal import FoundationEssentials
internal import NIOCore
internal import NIOSSL
internal import Reports
internal import Synchronization

/// Whether the server showed a key that is pinned, and which one it showed.
final class KeyWitness: Sendable {
    private let pins: Set<ServerPin>?
    private let state = Mutex<(verdict: Bool?, shown: ServerPin?)>((nil, nil))

    /// - Parameter pins: nil lets any key in: to ask it for nothing but the region's word on that very key.
    init(pins: Set<ServerPin>?) { self.pins = pins }

    var hasRefused: Bool { state.withLock { $0.verdict == false } }
    var shown: ServerPin? { state.withLock { $0.shown } }

    /// In place of every other check: the handshake proves that the other end holds the certificate's key.
    func verify(_ chain: [NIOSSLCertificate], _ promise: EventLoopPromise<NIOSSLVerificationResult>) {
        let key = try? chain.first?.extractPublicKey().toSPKIBytes()
        let pin = key.map { ServerPin(publicKeyInfo: Data($0)) }
        let isPinned = pin.map { pins?.contains($0) ?? true } ?? false
        state.withLock { $0 = (isPinned, pin) }
        promise.succeed(isPinned ? .certificateVerified : .failed)
    }
}
