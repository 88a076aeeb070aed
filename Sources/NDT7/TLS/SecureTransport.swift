public import NIOCore
public import NIOSSL

/// TLS below a test, for `prepareChannel` of a client or a server, and below whatever else speaks HTTP/1.1.
///
/// TLS 1.2 or later, HTTP/1.1 alone: a test is no HTTP/2 stream.
public enum SecureTransport {
    /// Why a client believes that a server is the one it asked for.
    public enum Trust: Sendable {
        /// This system's roots, and the host's name or address in the certificate.
        case systemRoots
        /// Only these roots, and the host's name or address in the certificate.
        case roots([NIOSSLCertificate])
        /// The callback alone, in place of every other check: the place for pins.
        case custom(@Sendable ([NIOSSLCertificate], EventLoopPromise<NIOSSLVerificationResult>) -> Void)
    }

    /// How long a side that closes waits for the other to say goodbye in TLS.
    static let goodbyeLimit = TimeAmount.seconds(1)

    /// - Parameter host: the name to ask for and to find in the certificate; an address is looked for in the certificate and
    ///   never sent, as RFC 6066 section 3 asks.
    /// - Throws: `NIOSSLError` when the roots cannot be read.
    public static func client(host: String, trust: Trust = .systemRoots) throws -> ChannelPreparation {
        var configuration = TLSConfiguration.makeClientConfiguration()
        harden(&configuration)
        switch trust {
        case .systemRoots: break
        case .roots(let roots): configuration.trustRoots = .certificates(roots)
        case .custom:
            // NIOSSL would still look for the host's name, and read all the system's roots for nothing.
            configuration.certificateVerification = .noHostnameVerification
            configuration.trustRoots = .certificates([])
        }
        let context = try NIOSSLContext(configuration: configuration)
        // A dot at the end of a name is the resolver's business.
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        let isAddress = (try? SocketAddress(ipAddress: name, port: 0)) != nil
        let serverName = isAddress ? nil : name
        return { channel in
            channel.eventLoop.makeCompletedFuture {
                let handler: NIOSSLClientHandler
                if case .custom(let callback) = trust {
                    handler = try NIOSSLClientHandler(
                        context: context, serverHostname: serverName, customVerificationCallback: callback)
                } else {
                    handler = try NIOSSLClientHandler(context: context, serverHostname: serverName)
                }
                try channel.pipeline.syncOperations.addHandlers([ConnectionCutter(), handler])
            }
        }
    }

    /// - Parameters:
    ///   - certificatePEM: the server's certificate first, then what leads to a root.
    ///   - keyPEM: its private key, not encrypted.
    /// - Throws: `NIOSSLError` when either cannot be read or they do not belong together.
    public static func server(certificatePEM: [UInt8], keyPEM: [UInt8]) throws -> ChannelPreparation {
        let chain = try NIOSSLCertificate.fromPEMBytes(certificatePEM).map { NIOSSLCertificateSource.certificate($0) }
        let key = try NIOSSLPrivateKey(bytes: keyPEM, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(key))
        harden(&configuration)
        let context = try NIOSSLContext(configuration: configuration)
        return { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers([
                    ConnectionCutter(), NIOSSLServerHandler(context: context),
                ])
            }
        }
    }

    /// A few words for what TLS threw.
    /// - Returns: nil for an error of anything else.
    public static func reason(for error: any Error) -> String? {
        switch error {
        case NIOSSLError.handshakeFailed(.sslError(let errors)):
            errors.first.map { NDT7Failure.reason(ofTLS: $0.description) } ?? "the handshake failed"
        case NIOSSLError.uncleanShutdown: "it ended the connection without a goodbye"
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: "the handshake failed (\(error))"
        default: nil
        }
    }

    private static func harden(_ configuration: inout TLSConfiguration) {
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        configuration.shutdownTimeout = goodbyeLimit
    }
}
