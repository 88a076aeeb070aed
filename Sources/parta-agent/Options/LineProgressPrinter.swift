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
    /// The figures, nil where there is none.
    static func figures(_ test: LineTest) -> String? {
        var parts: [String] = []
        if let mbps = test.downloadMbps { parts.append("down \(Cell.tenths(mbps).plain) Mbps") }
        if let mbps = test.uploadMbps { parts.append("up \(Cell.tenths(mbps).plain) Mbps") }
        if let idle = test.idleLatencyMs { parts.append("latency \(Cell.milliseconds(idle).plain) ms idle") }
        if let loaded = test.loadedLatencyMs {
            parts.append("95 % below \(Cell.milliseconds(loaded).plain) ms under load")
        }
        return parts.isEmpty ? nil : "line: " + parts.joined(separator: ", ")
    }

    /// What went wrong, nil where nothing did.
    static func problem(_ test: LineTest) -> String? {
        let hasFigure = test.downloadMbps != nil || test.uploadMbps != nil
        return (test.problem ?? (hasFigure ? nil : "no figure")).map { "line test: \(DisplayText.harmless($0))" }
    }
}
