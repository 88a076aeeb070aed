internal import LineTesting
internal import Presentation

/// Draws a running line test on a terminal; silent elsewhere.
struct LineProgressPrinter {
    private let draws = Terminal.showsProgress
    private let limitSeconds: Double

    /// - Parameter limitSeconds: how long a direction may run.
    init(limitSeconds: Int? = nil) {
        self.limitSeconds = Double(limitSeconds ?? 10)
        if draws { Terminal.clearProgressWhenInterrupted() }
    }

    var callback: (@Sendable (LineProgress) -> Void)? {
        guard draws else { return nil }
        return { [limitSeconds] in Terminal.progress(Self.line($0, limitSeconds: limitSeconds)) }
    }

    func end() {
        if draws { Terminal.endProgress() }
    }

    /// Phase, bar or spinner, rate and seconds: at most 60 columns.
    static func line(_ progress: LineProgress, limitSeconds: Double) -> String {
        let phase = progress.phase.rawValue
        let name = phase + String(repeating: " ", count: max(0, 10 - phase.utf8.count))
        let seconds = Cell.tenths(progress.elapsedSeconds).plain
        guard let mbps = progress.mbps else {
            let spinner = ["|", "/", "-", "\\"]
            return "\(name) \(spinner[Int(max(0, progress.elapsedSeconds) * 10) % 4]) \(seconds) s"
        }
        let filled = Int((min(1, max(0, progress.elapsedSeconds / limitSeconds)) * 20).rounded(.down))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 20 - filled)
        return "\(name) [\(bar)] \(Cell.rate(mbps).plain) Mbps, \(seconds) s"
    }
}
