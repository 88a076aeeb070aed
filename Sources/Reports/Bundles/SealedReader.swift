internal import Crypto
public import FoundationEssentials

/// Opens a sealed file piece by piece, in bounded memory, believing nothing that is not authenticated.
///
/// Only after `finish` is it known that nothing is missing.
public struct SealedReader: Sendable {
    /// Plain text that was sealed by somebody to this key.
    public struct Chunk: Sendable, Equatable {
        public var plain: Data
        public var isLast: Bool
    }

    private let format: SealedFormat
    private let key: @Sendable (String) -> SealingKey?
    private var input = Data()
    private var recipient: HPKE.Recipient?
    private var header = Data()
    private var number: UInt64 = 0
    private var total = 0
    private var isComplete = false

    /// - Parameter key: finds a key by `SealingPublicKey.id`.
    public init(_ format: SealedFormat, key: @escaping @Sendable (String) -> SealingKey?) {
        self.format = format
        self.key = key
    }

    /// Takes the next bytes of the file, as many as there happen to be.
    /// - Parameter chunks: what they complete is added here, also where something bad follows it.
    /// - Throws: `BundleFailure`; nothing more comes after it.
    public mutating func read(_ piece: Data, into chunks: inout [Chunk]) throws {
        guard !isComplete || piece.isEmpty else { throw BundleFailure.trailing }
        input.append(piece)
        if recipient == nil { try readHeader() }
        while let chunk = try nextChunk() { chunks.append(chunk) }
    }

    /// Says whether the end was reached.
    /// - Throws: `BundleFailure`.
    public func finish() throws {
        guard recipient != nil else {
            let isPrefix = Data(format.magic.utf8).starts(with: input.prefix(format.magic.utf8.count))
            throw isPrefix ? BundleFailure.truncated : .notABundle
        }
        guard isComplete else { throw BundleFailure.truncated }
    }

    private mutating func readHeader() throws {
        let family = Data(format.family.utf8)
        guard input.prefix(family.count) == family.prefix(input.count) else { throw BundleFailure.notABundle }
        let head = input.prefix(SealedFormat.headerLimitBytes)
        let lines = head.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3 else {
            guard head.count < SealedFormat.headerLimitBytes else { throw BundleFailure.badHeader }
            return
        }
        guard lines[0].elementsEqual(format.magic.utf8) else { throw BundleFailure.newerVersion }
        guard let told = try? ReportCoder.decode(SealedHeader.self, from: Data(lines[1])),
            let encapsulated = Base64URL.decode(told.enc), encapsulated.count == 32, told.key.utf8.count == 16
        else { throw BundleFailure.badHeader }
        guard let key = key(told.key) else {
            throw BundleFailure.unknownKey(told.key.filter { $0.isASCII && $0.isHexDigit })
        }
        recipient = try? HPKE.Recipient(
            privateKey: key.key, ciphersuite: SealedFormat.suite, info: format.derivationInfo,
            encapsulatedKey: encapsulated)
        guard recipient != nil else { throw BundleFailure.badHeader }
        let length = lines[0].count + lines[1].count + 2
        header = Data(input.prefix(length))
        input = Data(input.dropFirst(length))
    }

    /// The next chunk, nil when its bytes are not all here.
    private mutating func nextChunk() throws -> Chunk? {
        guard !isComplete, recipient != nil, input.count >= 4 else { return nil }
        let word = input.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let isLast = word & SealedFormat.lastMark != 0
        let length = Int(word & ~SealedFormat.lastMark)
        guard length > SealedFormat.tagBytes, length <= SealedFormat.chunkBytes + SealedFormat.tagBytes else {
            throw BundleFailure.damaged(chunk: number)
        }
        guard input.count >= 4 + length else { return nil }
        let sealed = Data(input.dropFirst(4).prefix(length))
        input = Data(input.dropFirst(4 + length))
        let beside = SealedFormat.authenticated(header: header, number: number, isLast: isLast)
        guard let plain = try? recipient?.open(sealed, authenticating: beside) else {
            throw BundleFailure.damaged(chunk: number)
        }
        number += 1
        isComplete = isLast
        guard !isLast || input.isEmpty else { throw BundleFailure.trailing }
        total += plain.count
        guard total <= format.limitBytes else { throw BundleFailure.tooLarge(limitBytes: format.limitBytes) }
        return Chunk(plain: plain, isLast: isLast)
    }
}
