import FoundationEssentials
import Store

@testable import Reports

/// Signed messages: from strangers, and from an enrolled computer that somebody has taken over.
enum EnvelopeFuzz {
    private static let key: SigningKey = {
        guard let key = try? SigningKey(rawRepresentation: Data(repeating: 7, count: 32)) else {
            fatalError("32 bytes are a seed")
        }
        return key
    }()

    static func envelope(_ bytes: [UInt8]) {
        guard let envelope = try? Envelope(text: String(decoding: bytes, as: UTF8.self)) else { return }
        promise(envelope.text.utf8.count <= Envelope.limitBytes, "an envelope is bounded")
        let opened = try? envelope.open(Report.self, kind: .report, with: key.publicKey)
        promise(opened == nil || envelope.keyID == key.publicKey.agentID, "nothing opens under another id")
        _ = try? envelope.openSelfSigned(
            EnrollmentRequest.self, kind: .enrollment, limitBytes: 16_384, key: \.publicKey)
    }

    /// The bytes are compressed and signed as an agent would, or taken as what it had compressed itself.
    static func report(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let content = Data(bytes.dropFirst())
        let payload = first % 2 == 0 ? try? Gzip.compress(content) : content
        guard let payload, let envelope = sign(payload) else { return }
        guard
            let report = try? VerifiedReport(envelope, key: key.publicKey, receivedAt: Date(timeIntervalSince1970: 1e9))
        else { return }
        promise(report.report.agent == key.publicKey.agentID, "a report is its signer's")
        promise(report.report.seq >= 1, "numbers begin at 1")
    }

    private static func sign(_ payload: Data) -> Envelope? {
        let header = Data(#"{"alg":"EdDSA","kid":"\#(key.publicKey.agentID.text)","typ":"parta-report"}"#.utf8)
        let signed = Base64URL.encode(header) + "." + Base64URL.encode(payload)
        guard let signature = try? key.signature(for: Data(signed.utf8)) else { return nil }
        return try? Envelope(text: signed + "." + Base64URL.encode(signature))
    }
}
