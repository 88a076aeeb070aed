internal import Crypto
public import FoundationEssentials

/// Reads a bundle piece by piece, in bounded memory, believing nothing that is not authenticated.
///
/// What comes out before a failure was sealed to the region by somebody, whole lines only; an envelope still has to prove
/// whose it is. Only after `finish` is it known that nothing is missing.
public struct BundleReader: Sendable {
    /// What came out.
    public enum Item: Sendable, Equatable {
        /// Always first, once.
        case manifest(BundleManifest)
        case envelope(String)
    }

    private let key: @Sendable (String) -> SealingKey?
    private var input = Data()
    private var opener: Opener?
    private var plain = Data()
    private var hasManifest = false
    private var isComplete = false
    private var total = 0
    /// Found after something that is good, which is handed out first.
    private var failure: BundleFailure?

    fileprivate struct Opener {
        var recipient: HPKE.Recipient
        let header: Data
        var number: UInt64 = 0
    }

    /// - Parameter key: finds a key, in use or retired, by `SealingPublicKey.id`.
    public init(key: @escaping @Sendable (String) -> SealingKey?) {
        self.key = key
    }

    /// Takes the next bytes of the file, as many as there happen to be.
    /// - Returns: what they complete.
    /// - Throws: `BundleFailure`, when there was nothing good before it; it is then thrown for ever, and what was returned
    ///   stands.
    public mutating func read(_ piece: Data) throws -> [Item] {
        if let failure { throw failure }
        var items: [Item] = []
        do {
            guard !isComplete || piece.isEmpty else { throw BundleFailure.trailing }
            input.append(piece)
            if opener == nil { try readHeader() }
            while let chunk = try nextChunk() { try addLines(of: chunk, to: &items) }
        } catch let failure as BundleFailure {
            self.failure = failure
            if items.isEmpty { throw failure }
        }
        return items
    }

    /// Says whether the end was reached.
    /// - Throws: `BundleFailure`.
    public func finish() throws {
        if let failure { throw failure }
        guard opener != nil else {
            let isPrefix = Data(BundleFormat.magic.utf8).starts(with: input.prefix(BundleFormat.magic.utf8.count))
            throw isPrefix ? BundleFailure.truncated : .notABundle
        }
        guard isComplete else { throw BundleFailure.truncated }
    }

    private mutating func readHeader() throws {
        let family = Data(BundleFormat.family.utf8)
        guard input.prefix(family.count) == family.prefix(input.count) else { throw BundleFailure.notABundle }
        let head = input.prefix(BundleFormat.headerLimitBytes)
        let lines = head.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3 else {
            guard head.count < BundleFormat.headerLimitBytes else { throw BundleFailure.badHeader }
            return
        }
        guard lines[0].elementsEqual(BundleFormat.magic.utf8) else { throw BundleFailure.newerVersion }
        guard let header = try? ReportCoder.decode(BundleHeader.self, from: Data(lines[1])),
            let encapsulated = Base64URL.decode(header.enc), encapsulated.count == 32, header.key.utf8.count == 16
        else { throw BundleFailure.badHeader }
        guard let key = key(header.key) else {
            throw BundleFailure.unknownKey(header.key.filter { $0.isASCII && $0.isHexDigit })
        }
        let recipient = try? HPKE.Recipient(
            privateKey: key.key, ciphersuite: BundleFormat.suite, info: BundleFormat.info,
            encapsulatedKey: encapsulated)
        guard let recipient else { throw BundleFailure.badHeader }
        let length = lines[0].count + lines[1].count + 2
        opener = Opener(recipient: recipient, header: Data(input.prefix(length)))
        input = Data(input.dropFirst(length))
    }

    /// The next chunk's plain text, nil when its bytes are not all here.
    private mutating func nextChunk() throws -> Data? {
        guard !isComplete, opener != nil, input.count >= 4 else { return nil }
        let word = input.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let isLast = word & BundleFormat.lastMark != 0
        let length = Int(word & ~BundleFormat.lastMark)
        let number = opener?.number ?? 0
        guard length > BundleFormat.tagBytes, length <= BundleFormat.chunkBytes + BundleFormat.tagBytes else {
            throw BundleFailure.damaged(chunk: number)
        }
        guard input.count >= 4 + length else { return nil }
        let sealed = Data(input.dropFirst(4).prefix(length))
        input = Data(input.dropFirst(4 + length))
        guard let chunk = opener?.open(sealed, isLast: isLast) else { throw BundleFailure.damaged(chunk: number) }
        isComplete = isLast
        guard !isLast || input.isEmpty else { throw BundleFailure.trailing }
        total += chunk.count
        guard total <= BundleFormat.limitBytes else {
            throw BundleFailure.tooLarge(limitBytes: BundleFormat.limitBytes)
        }
        return chunk
    }

    private mutating func addLines(of chunk: Data, to items: inout [Item]) throws {
        plain.append(chunk)
        var rest = plain[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            items.append(try item(rest[..<end]))
            rest = rest[rest.index(after: end)...]
        }
        plain = Data(rest)
        let limit = hasManifest ? Envelope.limitBytes : BundleFormat.manifestLimitBytes
        guard plain.count <= limit else { throw BundleFailure.tooLarge(limitBytes: limit) }
        guard !isComplete || plain.isEmpty && hasManifest else { throw BundleFailure.badLine }
    }

    private mutating func item(_ line: Data) throws -> Item {
        if hasManifest {
            guard BundleFormat.canBeEnvelope(line) else { throw BundleFailure.badLine }
            return .envelope(String(decoding: line, as: UTF8.self))
        }
        guard line.count < BundleFormat.manifestLimitBytes else {
            throw BundleFailure.tooLarge(limitBytes: BundleFormat.manifestLimitBytes)
        }
        guard let manifest = try? ReportCoder.decode(BundleManifest.self, from: Data(line)) else {
            throw BundleFailure.badManifest(reason: "its first line cannot be read")
        }
        guard manifest.agent == manifest.publicKey.agentID else {
            throw BundleFailure.badManifest(reason: "its agent and its key do not fit")
        }
        hasManifest = true
        return .manifest(manifest)
    }
}

extension BundleReader.Opener {
    fileprivate mutating func open(_ sealed: Data, isLast: Bool) -> Data? {
        let beside = BundleFormat.authenticated(header: header, number: number, isLast: isLast)
        number += 1
        return try? recipient.open(sealed, authenticating: beside)
    }
}
