internal import Presentation
internal import Reports

/// A line test in one sentence, for commands that do more than measure.
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
