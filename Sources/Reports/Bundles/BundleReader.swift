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

    private var sealed: SealedReader
    private var plain = Data()
    private var hasManifest = false
    /// Found after something that is good, which is handed out first.
    private var failure: BundleFailure?

    /// - Parameter key: finds a key, in use or retired, by `SealingPublicKey.id`.
    public init(key: @escaping @Sendable (String) -> SealingKey?) {
        sealed = SealedReader(BundleFormat.sealed, key: key)
    }

    /// Takes the next bytes of the file, as many as there happen to be.
    /// - Returns: what they complete.
    /// - Throws: `BundleFailure`, when there was nothing good before it; it is then thrown for ever, and what was returned
    ///   stands.
    public mutating func read(_ piece: Data) throws -> [Item] {
        if let failure { throw failure }
        var chunks: [SealedReader.Chunk] = []
        var items: [Item] = []
        do { try sealed.read(piece, into: &chunks) } catch let failure as BundleFailure { self.failure = failure }
        // What stands in a chunk comes before what is wrong behind it.
        do {
            for chunk in chunks { try addLines(of: chunk, to: &items) }
        } catch let failure as BundleFailure { self.failure = failure }
        if items.isEmpty, let failure { throw failure }
        return items
    }

    /// Says whether the end was reached.
    /// - Throws: `BundleFailure`.
    public func finish() throws {
        if let failure { throw failure }
        try sealed.finish()
    }

    private mutating func addLines(of chunk: SealedReader.Chunk, to items: inout [Item]) throws {
        plain.append(chunk.plain)
        var rest = plain[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            items.append(try item(rest[..<end]))
            rest = rest[rest.index(after: end)...]
        }
        plain = Data(rest)
        let limit = hasManifest ? Envelope.limitBytes : BundleFormat.manifestLimitBytes
        guard plain.count <= limit else { throw BundleFailure.tooLarge(limitBytes: limit) }
        guard !chunk.isLast || plain.isEmpty && hasManifest else { throw BundleFailure.badLine }
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
