public import FoundationEssentials

/// A message as it goes over the line: gzip (RFC 9110, 8.4.1.3) where that is shorter.
///
/// An envelope is base64url, which takes eight bits to say six: a quarter of its bytes need not travel.
public struct PackedBody: Sendable, Equatable {
    /// What the header takes that says so: `Content-Encoding: gzip`, and the end of its line.
    private static let headerBytes = 24

    public let data: Data
    public let isGzip: Bool

    /// - Throws: `Gzip.Failure`, where there is no memory for it.
    public init(_ plain: Data) throws {
        let packed = try Gzip.compress(plain, level: 9)
        isGzip = packed.count + Self.headerBytes < plain.count
        data = isGzip ? packed : plain
    }
}
