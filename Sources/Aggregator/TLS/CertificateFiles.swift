internal import FoundationEssentials

/// A certificate that the administrator gives, with its key, as two PEM files.
public struct CertificateFiles: Sendable, Equatable {
    public var certificate: String
    public var key: String

    /// - Parameters:
    ///   - certificate: the path of the server's certificate and what leads to a root.
    ///   - key: the path of its private key, not encrypted.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// - Throws: `AggregatorFailure.badCertificate`, also while one of the two has been replaced and the other not yet.
    func read() throws -> ServedCertificate {
        try ServedCertificate(
            chainPEM: Self.bytes(of: certificate), keyPEM: Self.bytes(of: key), source: "\(certificate) with \(key)")
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            let reason =
                (error as? CocoaError)?.code == .fileReadNoPermission
                ? "this account may not read it" : "it cannot be read"
            throw AggregatorFailure.badCertificate(source: path, reason: reason)
        }
    }
}
