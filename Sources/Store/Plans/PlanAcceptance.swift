/// Whether what was built or bought for a school may be accepted: by what is measured there, and never on a promise.
public enum PlanAcceptance: Sendable, Equatable {
    /// With what was measured: of a line Mbps, of purchases pieces.
    case accepted(Double)
    /// One sentence: what is missing.
    case refused(String)

    /// Of a line.
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

    /// Of all that a plan bought of one category for a school.
    /// - Parameters:
    ///   - verified: how many of it computers see there now.
    ///   - before: how many they saw when the plan was made.
    ///   - bought: of those that are accepted already or are to be.
    public static func judge(verified: Int, before: Int, bought: Int) -> PlanAcceptance {
        guard verified < before + bought else { return .accepted(Double(verified)) }
        return .refused(
            "its computers see \(verified) of \(before + bought), \(before) of which were there before")
    }
}
