/// How large the next binary message is.
///
/// Source: the NDT7 specification's "Adapting binary message size": start at 2^13 bytes and double while the size is at most
/// a sixteenth of what was sent. The cap is 2^20 and not the permitted 2^24, because that is as much as the reference client
/// reads.
struct MessageScaling: Sendable, Equatable {
    static let initialBytes = 1 << 13
    static let capBytes = 1 << 20

    /// The next message's payload in bytes.
    private(set) var messageBytes = initialBytes
    /// All payload handed over so far.
    private(set) var totalBytes = 0

    /// Counts one message of `messageBytes` as sent.
    /// - Returns: whether the next one is larger.
    mutating func sent() -> Bool {
        totalBytes += messageBytes
        guard messageBytes < Self.capBytes, messageBytes <= totalBytes / 16 else { return false }
        messageBytes *= 2
        return true
    }
}
