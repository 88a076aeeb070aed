internal import Agent
internal import LineTesting
internal import Presentation
internal import Reports

/// Draws a running line test on a terminal; silent elsewhere.
struct LineProgressPrinter {
    private let draws = Terminal.showsProgress

    var callback: (@Sendable (LineProgress) -> Void)? {
        guard draws else { return nil }
        return { progress in
            let rate = Cell.tenths(progress.mbps).plain
            let seconds = Cell.tenths(progress.elapsedSeconds).plain
            Terminal.progress("\(progress.phase.rawValue): \(rate.isEmpty ? "" : "\(rate) Mbps, ")\(seconds) s")
        }
    }

    func end() {
        if draws { Terminal.endProgress() }
    }
}

/// A line test in one sentence for a technician.
enum LineSentence {
    static func text(_ test: LineTest) -> String {
        var parts: [String] = []
        if let mbps = test.downloadMbps { parts.append("down \(Cell.tenths(mbps).plain) Mbps") }
        if let mbps = test.uploadMbps { parts.append("up \(Cell.tenths(mbps).plain) Mbps") }
        if let idle = test.idleLatencyMs { parts.append("latency \(Cell.tenths(idle).plain) ms idle") }
        if let loaded = test.loadedLatencyMs { parts.append("\(Cell.tenths(loaded).plain) ms loaded") }
        let figures = parts.isEmpty ? "" : "line: " + parts.joined(separator: ", ")
        guard let problem = test.problem else { return figures }
        let sentence = "line test: \(DisplayText.harmless(problem))"
        return figures.isEmpty ? sentence : figures + "\n" + sentence
    }
}
