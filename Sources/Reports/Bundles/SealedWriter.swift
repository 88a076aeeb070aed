internal import Crypto
public import FoundationEssentials

/// Seals a file piece by piece: what `take` and `finish` return, one after the other, is the file.
///
/// Holds one chunk at most, however much there is.
public struct SealedWriter: Sendable {
    private let format: SealedFormat
    private var sender: HPKE.Sender
    private let header: Data
    private var plain = Data()
    private var ready: Data
    private var number: UInt64 = 0
    private var total = 0

    /// - Parameter created: by the computer's clock.
    public init(_ format: SealedFormat, to key: SealingPublicKey, created: Date) throws {
        self.format = format
        let recipient = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: key.rawRepresentation)
        sender = try HPKE.Sender(
            recipientKey: recipient, ciphersuite: SealedFormat.suite, info: format.derivationInfo)
        let line = try ReportCoder.encode(
            SealedHeader(created: created, enc: Base64URL.encode(sender.encapsulatedKey), key: key.id))
        header = Data("\(format.magic)\n".utf8) + line + Data("\n".utf8)
        ready = header
    }

    /// Adds plain text.
    /// - Throws: `BundleFailure.tooLarge` when the file holds as much as one may.
    public mutating func add(_ piece: Data) throws {
        total += piece.count
        guard total <= format.limitBytes else { throw BundleFailure.tooLarge(limitBytes: format.limitBytes) }
        plain.append(piece)
        // Strictly more: what is held may be the last chunk, and an empty one is never written.
        while plain.count > SealedFormat.chunkBytes {
            try seal(Data(plain.prefix(SealedFormat.chunkBytes)), isLast: false)
            plain = Data(plain.dropFirst(SealedFormat.chunkBytes))
        }
    }

    /// - Returns: what can be written now, often nothing.
    public mutating func take() -> Data {
        defer { ready = Data() }
        return ready
    }

    /// - Returns: the rest of the file.
    public consuming func finish() throws -> Data {
        try seal(plain, isLast: true)
        return ready
    }

    private mutating func seal(_ chunk: Data, isLast: Bool) throws {
        let beside = SealedFormat.authenticated(header: header, number: number, isLast: isLast)
        let sealed = try sender.seal(chunk, authenticating: beside)
        let length = UInt32(sealed.count) | (isLast ? SealedFormat.lastMark : 0)
        withUnsafeBytes(of: length.bigEndian) { ready.append(contentsOf: $0) }
        ready.append(sealed)
        number += 1
    }
}
