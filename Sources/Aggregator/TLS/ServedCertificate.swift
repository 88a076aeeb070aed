public import FoundationEssentials
internal import NIOSSL
public import Reports
internal import SwiftASN1
internal import X509

/// A certificate with its key, ready to be shown in a handshake.
public struct ServedCertificate: Sendable, Equatable {
    /// The server's own certificate first, then what leads to a root.
    public let chainPEM: [UInt8]
    /// The private key; never in a log.
    public let keyPEM: [UInt8]
    public let pin: ServerPin
    /// The end of the first certificate; agents do not judge by it.
    public let notAfter: Date

    /// - Parameter source: where both come from, for the reader of a failure.
    /// - Throws: `AggregatorFailure.badCertificate` when one cannot be read, or the key is another's.
    init(chainPEM: [UInt8], keyPEM: [UInt8], source: String) throws {
        do {
            guard
                let document = try PEMDocument.parseMultiple(pemString: String(decoding: chainPEM, as: UTF8.self)).first
            else { throw AggregatorFailure.badCertificate(source: source, reason: "no PEM certificate in it") }
            let certificate = try Certificate(pemDocument: document)
            let key = try Certificate.PrivateKey(pemEncoded: String(decoding: keyPEM, as: UTF8.self))
            guard key.publicKey == certificate.publicKey else {
                throw AggregatorFailure.badCertificate(source: source, reason: "the key belongs to another certificate")
            }
            // `subjectPublicKeyInfoBytes` is the key alone, without the algorithm that belongs to a SubjectPublicKeyInfo.
            var serializer = DER.Serializer()
            try serializer.serialize(certificate.publicKey)
            pin = ServerPin(publicKeyInfo: Data(serializer.serializedBytes))
            notAfter = certificate.notValidAfter
        } catch let failure as AggregatorFailure {
            throw failure
        } catch {
            throw AggregatorFailure.badCertificate(source: source, reason: "\(error)")
        }
        self.chainPEM = chainPEM
        self.keyPEM = keyPEM
    }

    /// The one that the server signed for itself.
    init(own der: Data, key: ServerKey) throws {
        let pem = PEMDocument(type: Certificate.defaultPEMDiscriminator, derBytes: Array(der)).pemString
        try self.init(chainPEM: Array(pem.utf8), keyPEM: key.pem, source: "the database")
    }

    /// What a handshake takes.
    func override() throws -> NIOSSLContextConfigurationOverride {
        var override = NIOSSLContextConfigurationOverride()
        override.certificateChain = try NIOSSLCertificate.fromPEMBytes(chainPEM).map { .certificate($0) }
        override.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: keyPEM, format: .pem))
        return override
    }
}

extension ServedCertificate: CustomStringConvertible {
    /// Without the key.
    public var description: String { "\(pin.text), until \(notAfter)" }
}
