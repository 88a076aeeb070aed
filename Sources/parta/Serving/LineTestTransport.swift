internal import Aggregator
internal import NDT7
internal import NIOCore
internal import Synchronization

/// The TLS below line tests: the certificate that the reports' listener shows at the moment.
final class LineTestTransport: Sendable {
    private let board: TrustBoard
    private let made: Mutex<(certificate: ServedCertificate, prepare: ChannelPreparation)>

    /// - Throws: `NIOSSLError` when the certificate cannot be served.
    init(_ board: TrustBoard) throws {
        self.board = board
        let certificate = board.certificate
        made = Mutex((certificate, try Self.preparation(certificate)))
    }

    /// A context is made once for each certificate, at the first connection that sees it.
    func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
        let certificate = board.certificate
        do {
            let prepare = try made.withLock { made in
                if made.certificate != certificate { made = (certificate, try Self.preparation(certificate)) }
                return made.prepare
            }
            return prepare(channel)
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
    }

    private static func preparation(_ certificate: ServedCertificate) throws -> ChannelPreparation {
        try SecureTransport.server(certificatePEM: certificate.chainPEM, keyPEM: certificate.keyPEM)
    }
}
