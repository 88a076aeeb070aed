internal import NDT7
internal import Reports

extension LineTest {
    /// Whether the server answered that it is full: nothing is said of the line.
    var isServerBusy: Bool { downloadMbps == nil && download?.ending == "busy" }

    /// Whether payload ran, whatever figure it gave: what failed earlier, as by a refusal, may be tried elsewhere.
    var hasBegun: Bool {
        downloadMbps != nil || download?.ending.flatMap { NDT7Result.Ending(rawValue: $0) } != nil
    }

    /// Says why the line is as it is by all that was seen of it, and marks figures that are one of the two ends'.
    mutating func judge(by thresholds: LineThresholds) {
        verdict = LineFindings(self, server: ServerReach.judge(self), thresholds: thresholds).verdict
        let mark: LineMark? =
            switch verdict {
            case .serverLimited: .serverLimited
            case .pcLimited: .pcLimited
            default: nil
            }
        // The measurement may have said so already.
        if let mark, marks?.contains(mark) != true { marks = (marks ?? []) + [mark] }
    }
}

enum ServerReach {
    /// What a test says of its server, where it gave no figure.
    static func judge(_ test: LineTest) -> LineFindings.ServerReach? {
        guard test.downloadMbps == nil, test.idleLatencyMs == nil else { return .reached }
        return test.verdict == .outage ? .unreachable : nil
    }
}
