internal import Crypto
internal import FoundationEssentials
internal import SwiftASN1
internal import X509

/// The certificate that a server signs for itself: TLS wants one, and agents look at nothing of it but the key.
enum OwnCertificate {
    /// In seconds: what browsers take at most (CA/Browser Forum, 398 days), and an hour for a clock that is behind.
    static let lifetime: TimeInterval = 397 * 86_400
    /// A new one is made when less than this is left, in seconds: a server that was off for a term comes back with a good one.
    static let renewBefore: TimeInterval = 120 * 86_400
    private static let backdating: TimeInterval = 3_600

    /// - Returns: the certificate in DER.
    static func make(for key: ServerKey, now: Date) throws -> Data {
        let name = try DistinguishedName { CommonName("Parta") }
        let start = now.addingTimeInterval(-backdating)
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.key.publicKey),
            notValidBefore: start, notValidAfter: start.addingTimeInterval(lifetime), issuer: name, subject: name,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
            },
            issuerPrivateKey: .init(key.key))
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return Data(serializer.serializedBytes)
    }

    /// Whether the kept certificate is this key's and good for long enough.
    static func serves(_ der: Data, key: ServerKey, at now: Date) -> Bool {
        guard let certificate = try? Certificate(derEncoded: Array(der)),
            certificate.publicKey == .init(key.key.publicKey)
        else { return false }
        return certificate.notValidBefore <= now && certificate.notValidAfter.timeIntervalSince(now) > renewBefore
    }
}
