public import Reports

/// Whether a line gives what its contract says, and on what that rests.
///
/// Held against it is the median outside lessons, when nobody else uses the line, from wired PCs where those are faster; where
/// that was not measured, the median of all tests, which pupils had a part of.
public struct ContractCheck: Sendable, Equatable {
    /// nil where no contract is known, or too little was measured.
    public var isMet: Bool?
    /// One sentence.
    public var basis: String

    public init(isMet: Bool?, basis: String) {
        self.isMet = isMet
        self.basis = basis
    }

    public init(_ line: RegisteredLine?, history: LineHistory, thresholds: LineThresholds = .standard) {
        guard let contracted = line?.contractedDownloadMbps, contracted > 0 else {
            self.init(isMet: nil, basis: "no contracted download is registered")
            return
        }
        let needed = thresholds.contractShare * contracted
        let need =
            "\(Figure.percent(thresholds.contractShare)) of \(Figure.mbps(contracted)) is \(Figure.mbps(needed))"
        if let plan = history.plan, history.isHidden(thresholds) {
            self.init(isMet: nil, basis: "\(plan.hiddenSentence(thresholds))")
        } else if let capacity = history.capacityMbps {
            self.init(
                isMet: capacity >= needed,
                basis: "\(Figure.mbps(capacity)) outside lessons (\(history.outside.count) tests); \(need)")
        } else if let atLeast = history.downloadAtLeastMbps, atLeast >= needed,
            history.isEnough(.lessonsAtLeast, thresholds)
        {
            self.init(isMet: true, basis: "at least \(Figure.mbps(atLeast)) of all tests; \(need)")
        } else if let median = history.all.downloadMbps, history.isEnough(.all, thresholds) {
            // Tests that had not settled may hide a line that keeps it.
            let isMet: Bool? = median >= needed ? true : history.downloadAtLeastMbps == nil ? false : nil
            self.init(
                isMet: isMet,
                basis: "\(Figure.mbps(median)) of all \(history.all.count) tests, hardly any outside lessons; \(need)")
        } else {
            self.init(
                isMet: nil,
                basis: "too little: \(history.all.count) tests with a download, none on three days outside lessons")
        }
    }
}
