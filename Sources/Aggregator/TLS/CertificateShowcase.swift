internal import NIOCertificateReloading
internal import NIOCore
internal import NIOSSL
internal import Synchronization

/// The certificate that the next handshake shows; connections that stand keep the one they began with.
final class CertificateShowcase: CertificateReloader {
    private let shown: Mutex<(certificate: ServedCertificate, override: NIOSSLContextConfigurationOverride)>

    init(_ certificate: ServedCertificate) throws {
        shown = Mutex((certificate, try certificate.override()))
    }

    var certificate: ServedCertificate { shown.withLock { $0.certificate } }

    var sslContextConfigurationOverride: NIOSSLContextConfigurationOverride { shown.withLock { $0.override } }

    /// - Returns: whether it is another one.
    @discardableResult
    func show(_ certificate: ServedCertificate) throws -> Bool {
        guard certificate != self.certificate else { return false }
        let override = try certificate.override()
        shown.withLock { $0 = (certificate, override) }
        return true
    }

    /// What the listener makes its handshakes with: TLS 1.2 or later, HTTP/1.1.
    /// - Throws: `AggregatorFailure.badCertificate`.
    func context() throws -> NIOSSLContext {
        do {
            var configuration = try TLSConfiguration.makeServerConfiguration(certificateReloader: self)
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            configuration.shutdownTimeout = .seconds(1)
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw AggregatorFailure.badCertificate(source: "the server", reason: "\(error)")
        }
    }
}
