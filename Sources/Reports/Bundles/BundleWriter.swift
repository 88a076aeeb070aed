public import FoundationEssentials

/// Writes a bundle piece by piece: what `append` and `finish` return, one after the other, is the file.
///
/// Holds one chunk at most, however many envelopes there are.
public struct BundleWriter: Sendable {
    private var sealed: SealedWriter

    /// - Parameter created: by the computer's clock.
    /// - Throws: `BundleFailure.tooLarge` for a manifest beyond its limit, the encoder's error.
    public init(_ manifest: BundleManifest, to key: SealingPublicKey, created: Date) throws {
        sealed = try SealedWriter(BundleFormat.sealed, to: key, created: created)
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
        return sealed.take()
    }

    /// - Returns: the rest of the file.
    public consuming func finish() throws -> Data { try sealed.finish() }

    private mutating func add(_ line: Data) throws { try sealed.add(line + [UInt8(ascii: "\n")]) }
}
