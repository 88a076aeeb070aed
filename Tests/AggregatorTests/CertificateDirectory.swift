import Aggregator
import Crypto
import Foundation
import Reports
import SwiftASN1
import X509

/// A directory with a certificate of an authority's making, as an administrator would have one.
final class CertificateDirectory {
    let files: CertificateFiles
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "parta-certificates-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        files = CertificateFiles(
            certificate: directory.appending(path: "chain.pem").path, key: directory.appending(path: "key.pem").path)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// Writes a certificate with a new key; answers the key's pin.
    @discardableResult
    func write() throws -> ServerPin {
        let key = P256.Signing.PrivateKey()
        let authority = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
            notValidBefore: Date(timeIntervalSinceNow: -3_600), notValidAfter: Date(timeIntervalSinceNow: 86_400),
            issuer: try DistinguishedName { CommonName("Authority") },
            subject: try DistinguishedName { CommonName("parta.example") },
            extensions: Certificate.Extensions(), issuerPrivateKey: authority)
        try Data(try certificate.serializeAsPEM().pemString.utf8).write(to: URL(fileURLWithPath: files.certificate))
        try Data(key.pemRepresentation.utf8).write(to: URL(fileURLWithPath: files.key))
        return ServerPin(publicKeyInfo: key.publicKey.derRepresentation)
    }

    func removeKey() throws { try FileManager.default.removeItem(atPath: files.key) }
    func damageKey() throws { try Data("no key".utf8).write(to: URL(fileURLWithPath: files.key)) }

    func replaceKey() throws {
        try Data(P256.Signing.PrivateKey().pemRepresentation.utf8).write(to: URL(fileURLWithPath: files.key))
    }
}
