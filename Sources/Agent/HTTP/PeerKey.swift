internal import FoundationEssentials
internal import NIOCore
internal import NIOSSL
internal import Reports
internal import Synchronization

/// Whom a TLS connection leads to, by the key of the certificate shown there.
///
/// The handshake proves that the other end holds that key and nothing more; whether the key is one to speak to is judged
/// before a byte of a request is written.
final class PeerKey: Sendable {
    struct Seen: Sendable, Equatable {
        var pin: ServerPin
        var dates: CertificateDates
    }

    private let state = Mutex<Seen?>(nil)

    /// Nil before the handshake.
    var seen: Seen? { state.withLock { $0 } }

    /// In place of every other check: no authority, no host name, no date.
    func verify(_ chain: [NIOSSLCertificate], _ promise: EventLoopPromise<NIOSSLVerificationResult>) {
        guard let leaf = chain.first, let seen = Self.look(at: leaf) else { return promise.succeed(.failed) }
        state.withLock { $0 = seen }
        promise.succeed(.certificateVerified)
    }

    static func look(at leaf: NIOSSLCertificate) -> Seen? {
        guard let key = try? leaf.extractPublicKey().toSPKIBytes() else { return nil }
        return Seen(
            pin: ServerPin(publicKeyInfo: Data(key)),
            dates: CertificateDates(
                notBefore: Date(timeIntervalSince1970: Double(leaf.notValidBefore)),
                notAfter: Date(timeIntervalSince1970: Double(leaf.notValidAfter))))
    }
}
