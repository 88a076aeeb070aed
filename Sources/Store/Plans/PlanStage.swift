/// How far what a plan decided has come.
public enum PlanStage: String, Sendable, Codable, CaseIterable, Comparable {
    case planned, tendered, contracted, built
    /// Taken over from the builder: of a school, only when its line gave what was asked in its own tests.
    case accepted

    public static func < (left: PlanStage, right: PlanStage) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Whether money is bound: a plan made anew keeps it.
    public var isCommitted: Bool { self >= .contracted }
}
