/// Whose computers and devices count: one rule for every list, so that their figures agree.
enum Counted {
    /// For a query that names the agent `a`: its reports are taken. What others have sent stays stored and is not shown.
    static let isEnrolled = "a.state = 'enrolled'"

    /// For a query that names the agent `a`: it is enrolled, and no later agent of the same computer counts in its place.
    static let isComputer = "\(isEnrolled) AND NOT \(Succession.isReplaced)"
}
