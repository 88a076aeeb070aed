/// How fast a backlog may leave a computer, so that months of it never fill a school's line: rounds of a quarter minute's
/// worth, and after each as long a pause as makes the average true.
///
/// A round, not a byte, is what is paced: TCP sends each at the line's own speed and is then silent.
struct UploadPace: Equatable {
    /// While nobody has measured the line: 256 kB a minute, 3 % of a line of 1 Mbps.
    static let unknownBytesPerSecond = 256_000.0 / 60
    /// Of the last measured upload rate.
    static let share = 0.25
    /// Bounds: a line measured in a bad hour must not keep a backlog for weeks, nor a fast one let a server drown.
    static let bytesPerSecondRange = 1_000.0...1_000_000.0
    static let roundSeconds = 15.0

    var bytesPerSecond: Double

    /// - Parameter uploadMbps: as the last line test found it, nil where none did.
    init(uploadMbps: Double?) {
        let allowed = uploadMbps.map { $0 * 1e6 / 8 * Self.share } ?? Self.unknownBytesPerSecond
        bytesPerSecond = min(max(allowed, Self.bytesPerSecondRange.lowerBound), Self.bytesPerSecondRange.upperBound)
    }

    /// What one round may send; an envelope that alone is larger is sent whole, and paid for by the pause.
    var roundBytes: Int { Int(bytesPerSecond * Self.roundSeconds) }

    /// How long to be silent after a round: at least its bytes' worth, and up to a quarter more, so that thirty computers do
    /// not keep in step.
    /// - Parameter jitter: a random number from 0 to 1.
    func pauseSeconds(after bytes: Int, jitter: Double) -> Double {
        Double(bytes) / bytesPerSecond * (1 + 0.25 * jitter)
    }
}
