internal import Crypto
public import FoundationEssentials

/// Writes a bundle piece by piece: what `append` and `finish` return, one after the other, is the file.
///
/// Holds one chunk at most, however many envelopes there are.
public struct BundleWriter: Sendable {
    private var sender: HPKE.Sender
    private let header: Data
    private var plain = Data()
    private var ready: Data
    private var number: UInt64 = 0
    private var total = 0

    /// - Parameter created: by the computer's clock.
    /// - Throws: `BundleFailure.tooLarge` for a manifest beyond its limit, the encoder's error.
    public init(_ manifest: BundleManifest, to key: SealingPublicKey, created: Date) throws {
        let recipient = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: key.rawRepresentation)
        sender = try HPKE.Sender(recipientKey: recipient, ciphersuite: BundleFormat.suite, info: BundleFormat.info)
        let line = try ReportCoder.encode(
            BundleHeader(created: created, enc: Base64URL.encode(sender.encapsulatedKey), key: key.id))
        header = Data("\(BundleFormat.magic)\n".utf8) + line + Data("\n".utf8)
        ready = header
        let first = try ReportCoder.encode(manifest)
        guard first.count < BundleFormat.manifestLimitBytes else {
            throw BundleFailure.tooLarge(limitBytes: BundleFormat.manifestLimitBytes)
        }
        try add(first)
    }

    /// Adds an envelope.
    /// - Returns: what can be written now, often nothing.
    /// - Throws: `BundleFailure.badLine`, or `.tooLarge` when the bundle holds as much as one may.
    public mutating func append(_ envelope: String) throws -> Data {
        guard BundleFormat.canBeEnvelope(envelope.utf8) else { throw BundleFailure.badLine }
        try add(Data(envelope.utf8))
        return take()
    }

    /// - Returns: the rest of the file.
    public consuming func finish() throws -> Data {
        try seal(plain, isLast: true)
        return ready
    }

    private mutating func add(_ line: Data) throws {
        total += line.count + 1
        guard total <= BundleFormat.limitBytes else {
            throw BundleFailure.tooLarge(limitBytes: BundleFormat.limitBytes)
        }
        plain.append(line)
        plain.append(UInt8(ascii: "\n"))
        // Strictly more: what is held may be the last chunk, and an empty one is never written.
        while plain.count > BundleFormat.chunkBytes {
            try seal(Data(plain.prefix(BundleFormat.chunkBytes)), isLast: false)
            plain = Data(plain.dropFirst(BundleFormat.chunkBytes))
        }
    }

    private mutating func take() -> Data {
        defer { ready = Data() }
        return ready
    }

    private mutating func seal(_ chunk: Data, isLast: Bool) throws {
        let beside = BundleFormat.authenticated(header: header, number: number, isLast: isLast)
        let sealed = try sender.seal(chunk, authenticating: beside)
        let length = UInt32(sealed.count) | (isLast ? BundleFormat.lastMark : 0)
        withUnsafeBytes(of: length.bigEndian) { ready.append(contentsOf: $0) }
        ready.append(sealed)
        number += 1
    }
}
