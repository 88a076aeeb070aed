/// What an upload's rate is computed from.
///
/// The receiver's count is the truth: rating by what the sender handed to its kernel read 24 to 33 % too high at 0.5-2 Mbps.
/// A server may also err or lie, so its count is held against our own kernel's, and replaced by it when they cannot both be.
struct UploadRate: Sendable, Equatable {
    var bytes: Int
    var elapsedSeconds: Double
    /// Why the server's count was not used.
    var warning: String?

    /// What our side knows when the server's message arrives, or at the end.
    struct Local: Sendable, Equatable {
        var elapsedSeconds: Double
        /// TCP bytes handed to the line, retransmissions included.
        var bytesSent: Int?
        /// TCP bytes that the server's kernel acknowledged.
        var bytesAcked: Int?
    }

    /// How far the two clocks' readings may lie apart: a message may wait behind a full queue for as long.
    static let clockSlackSeconds = 3.0

    /// Whether the server's count can be true.
    static func isPlausible(_ info: TCPInfo, local: Local) -> Bool {
        guard let received = info.bytesReceived, let microseconds = info.elapsedTime, received >= 0, microseconds > 0
        else { return false }
        let elapsed = Double(microseconds) / 1e6
        guard elapsed <= local.elapsedSeconds + clockSlackSeconds else { return false }
        // A message from long ago would be old news; one "from the first millisecond" makes any rate.
        guard elapsed >= local.elapsedSeconds - clockSlackSeconds, elapsed >= local.elapsedSeconds / 4 else {
            return false
        }
        guard let sent = local.bytesSent else { return true }
        return received <= Int64(sent)
    }

    /// - Parameter server: the last plausible message of the server, if any came.
    static func make(server: TCPInfo?, sawImplausible: Bool, local: Local) -> UploadRate {
        if let received = server?.bytesReceived, let microseconds = server?.elapsedTime {
            return UploadRate(bytes: Int(received), elapsedSeconds: Double(microseconds) / 1e6)
        }
        let warning =
            sawImplausible
            ? "the server's count of the upload cannot be true; rated by what its kernel acknowledged"
            : "the server did not count the upload; rated by what its kernel acknowledged"
        return UploadRate(bytes: local.bytesAcked ?? 0, elapsedSeconds: local.elapsedSeconds, warning: warning)
    }
}
