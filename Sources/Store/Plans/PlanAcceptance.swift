/// Whether a school's new line may be accepted: by its own tests, and never on a promise.
public enum PlanAcceptance: Sendable, Equatable {
    /// With what the best of the school's lines gave, in Mbps.
    case accepted(Double)
    /// One sentence: what is missing.
    case refused(String)

    /// - Parameters:
    ///   - lines: the school's, over the period since the line was built.
    ///   - medium: what the plan builds; nil takes any line.
    public static func judge(_ lines: [LineRow], medium: String?) -> PlanAcceptance {
        let built = lines.filter { medium == nil || $0.medium == nil || $0.medium == medium }
        guard !built.isEmpty else { return .refused("has no \(medium ?? "") line in the registry") }
        var reasons: [String] = []
        for line in built {
            let required = line.contractedDownloadMbps ?? line.norm.requiredMbps
            guard let measured = line.capacityDownloadMbps ?? line.downloadMbps else {
                reasons.append("no test of its line is there")
                continue
            }
            if measured >= required { return .accepted(measured) }
            reasons.append(
                "its line gave \((measured * 10).rounded() / 10) Mbps of \((required * 10).rounded() / 10)")
        }
        return .refused(reasons.joined(separator: "; "))
    }
}
