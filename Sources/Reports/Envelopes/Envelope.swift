internal import Crypto
public import FoundationEssentials

/// A signed message in compact JWS form (RFC 7515): `header.payload.signature`, EdDSA only (RFC 8037).
///
/// The payload is gzip-compressed JSON. Reading goes in one order: bound, header, key by id, signature, and only then
/// inflate and parse.
public struct Envelope: Sendable, Equatable {
    /// What an envelope is, or several, one a line (RFC 7515, 9.2.1).
    public static let mediaType = "application/jose"
    /// The header's size limit in bytes, before base64.
    public static let headerLimitBytes = 256
    /// The size limit of a whole envelope as it travels, in bytes.
    public static let limitBytes = 1_048_576
    /// How much an inflated payload may hold, in bytes.
    public static let payloadLimitBytes = 8_388_608

    /// What is signed for: a report cannot pass as a receipt.
    public enum Kind: String, Codable, Sendable {
        case report = "parta-report"
        case receipt = "parta-receipt"
        case enrollment = "parta-enrollment"
        case lease = "parta-lease"
        case trust = "parta-trust"
        case settings = "parta-settings"
        case settingsRequest = "parta-settings-request"
        case acknowledgement = "parta-acknowledgement"
        case formerProof = "parta-former-proof"
        case forward = "parta-forward"
    }

    struct Header: Codable {
        var alg: String
        var kid: AgentID
        var typ: Kind

        init(alg: String, kid: AgentID, typ: Kind) {
            (self.alg, self.kid, self.typ) = (alg, kid, typ)
        }

        /// A report's, as every agent writes it; nil for any other, which is for a decoder to read.
        init?(plain data: Data) {
            let (start, end) = (#"{"alg":"EdDSA","kid":""#.utf8, #"","typ":"parta-report"}"#.utf8)
            guard data.count == start.count + 32 + end.count, data.starts(with: start),
                data.suffix(end.count).elementsEqual(end),
                let kid = AgentID(String(decoding: data.dropFirst(start.count).prefix(32), as: UTF8.self))
            else { return nil }
            self.init(alg: "EdDSA", kid: kid, typ: .report)
        }

        init?(checking data: Data) {
            guard (try? JSONBounds.fromAgents.check(data)) != nil,
                let header = try? ReportCoder.decode(Header.self, from: data)
            else { return nil }
            self = header
        }
    }

    /// The envelope as it travels.
    public let text: String
    public let kind: Kind
    /// Whose key signed it, as claimed by the header: look the key up by this and nothing else.
    public let keyID: AgentID
    private let signedPart: Data
    private let payload: Data
    private let signature: Data

    /// Signs `value`; the result never changes again.
    public static func seal(_ value: some Encodable, kind: Kind, with key: SigningKey) throws -> Envelope {
        let header = Header(alg: "EdDSA", kid: key.publicKey.agentID, typ: kind)
        let payload = try Gzip.compress(ReportCoder.encode(value))
        let signed = try Base64URL.encode(ReportCoder.encode(header)) + "." + Base64URL.encode(payload)
        let signature = try key.signature(for: Data(signed.utf8))
        return try Envelope(text: signed + "." + Base64URL.encode(signature))
    }

    /// Takes an envelope apart without trusting it: signature and payload have not been looked at afterwards.
    public init(text: String) throws {
        guard text.utf8.count <= Envelope.limitBytes else {
            throw EnvelopeFailure.tooLarge(limitBytes: Envelope.limitBytes)
        }
        // By bytes, as a stranger's megabyte must cost little before its signature is looked at.
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count <= Envelope.headerLimitBytes * 4 / 3,
            let headerData = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2]), signature.count == 64
        else { throw EnvelopeFailure.malformed }
        guard let header = Header(plain: headerData) ?? Header(checking: headerData), header.alg == "EdDSA" else {
            throw EnvelopeFailure.badHeader
        }
        self.text = text
        kind = header.typ
        keyID = header.kid
        signedPart = Data(bytes[..<parts[1].endIndex])
        self.payload = payload
        self.signature = signature
    }

    /// SHA-256 of the envelope as it travels: tells a resend from another message under the same number.
    public var digest: Data { Data(SHA256.hash(data: Data(text.utf8))) }

    /// Verifies, then inflates, then parses.
    /// - Parameter limitBytes: what inflating may give.
    /// - Throws: `EnvelopeFailure`, naming the step that refused it.
    public func open<Value: Decodable>(
        _ type: Value.Type, kind expected: Kind, with key: VerifyingKey, limitBytes: Int = Envelope.payloadLimitBytes
    ) throws -> Value {
        guard kind == expected else { throw EnvelopeFailure.wrongKind }
        guard key.agentID == keyID, key.isValid(signature, for: signedPart) else { throw EnvelopeFailure.badSignature }
        return try parse(type, limitBytes: limitBytes)
    }

    /// As `open(_:kind:with:limitBytes:)`, and says what the payload holds that its reader does not know.
    /// - Parameter shape: the fields that the reader knows.
    public func open<Value: Decodable>(
        _ type: Value.Type, kind expected: Kind, with key: VerifyingKey, against shape: JSONShape
    ) throws -> (value: Value, unknown: UnknownFields) {
        guard kind == expected else { throw EnvelopeFailure.wrongKind }
        guard key.agentID == keyID, key.isValid(signature, for: signedPart) else { throw EnvelopeFailure.badSignature }
        let json = try inflate(limitBytes: Envelope.payloadLimitBytes)
        let unknown = try check(json, against: shape)
        if Value.self == Report.self, unknown.isEmpty, let report = PlainReport.read(json) as? Value {
            return (report, unknown)
        }
        return (try parse(type, json), unknown)
    }

    /// Opens an envelope whose key nobody knows yet: inflates, parses, then verifies by the key that `key` finds inside.
    /// - Parameter limitBytes: what inflating may give; small, because a stranger makes this work.
    /// - Throws: `EnvelopeFailure`.
    public func openSelfSigned<Value: Decodable>(
        _ type: Value.Type, kind expected: Kind, limitBytes: Int, key: (Value) -> VerifyingKey
    ) throws -> Value {
        guard kind == expected else { throw EnvelopeFailure.wrongKind }
        let value = try parse(type, limitBytes: limitBytes)
        let key = key(value)
        guard key.agentID == keyID, key.isValid(signature, for: signedPart) else { throw EnvelopeFailure.badSignature }
        return value
    }

    private func parse<Value: Decodable>(_ type: Value.Type, limitBytes: Int) throws -> Value {
        let json = try inflate(limitBytes: limitBytes)
        try check(json, against: .anything)
        return try parse(type, json)
    }

    private func inflate(limitBytes: Int) throws(EnvelopeFailure) -> Data {
        do {
            return try Gzip.decompress(payload, limitBytes: limitBytes)
        } catch Gzip.Failure.tooLarge(let limit) {
            throw .tooLarge(limitBytes: limit)
        } catch Gzip.Failure.tooDense(let limit) {
            throw .outOfBounds(reason: "it inflates to more than \(limit) times its size")
        } catch {
            throw .badPayload(reason: "not gzip: \(error)")
        }
    }

    /// Before any decoder: what is wrong is named, and reading it costs no more than its bytes.
    @discardableResult
    private func check(_ json: Data, against shape: JSONShape) throws(EnvelopeFailure) -> UnknownFields {
        do {
            return try kind.bounds.check(json, against: shape)
        } catch {
            throw error.isMalformed ? .badPayload(reason: "\(error)") : .outOfBounds(reason: "\(error)")
        }
    }

    private func parse<Value: Decodable>(_ type: Value.Type, _ json: Data) throws(EnvelopeFailure) -> Value {
        do {
            return try ReportCoder.decode(type, from: json)
        } catch {
            throw .badPayload(reason: "\(error)")
        }
    }
}

extension Envelope.Kind {
    /// What its content may cost to read.
    var bounds: JSONBounds {
        switch self {
        case .report, .enrollment, .lease, .settingsRequest, .formerProof: .fromAgents
        case .receipt, .trust, .settings, .acknowledgement, .forward: .fromRegions
        }
    }
}

/// Why an envelope was refused.
public enum EnvelopeFailure: Error, Equatable, CustomStringConvertible {
    case tooLarge(limitBytes: Int)
    case malformed
    case badHeader
    case wrongKind
    case badSignature
    case badPayload(reason: String)
    /// Deeper, longer or more than is read.
    case outOfBounds(reason: String)

    public var description: String {
        switch self {
        case .tooLarge(let limit): "larger than \(limit) bytes"
        case .malformed: "not a compact JWS of three base64url parts"
        case .badHeader: "its header is not {alg: EdDSA, kid, typ}"
        case .wrongKind: "signed for another purpose"
        case .badSignature: "its signature does not fit its key"
        case .badPayload(let reason): "its payload cannot be read (\(reason))"
        case .outOfBounds(let reason): "its payload is out of bounds (\(reason))"
        }
    }
}
