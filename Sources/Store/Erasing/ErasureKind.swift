/// What rows that are erased are about, as a fixed word.
public enum ErasureKind: String, Codable, Sendable, CaseIterable {
    /// A school's entry, its history, what it became, its settings and what other files said of it.
    case registry
    case rooms
    /// Counts of pupils and teachers by school year.
    case schoolYears = "school_years"
    /// Lines with their contracts, gateways and who was heard on them.
    case lines
    /// Line tests, their details, days and platforms.
    case lineTests = "line_tests"
    /// Leases and slots of the line tests' plan.
    case leases
    /// Envelopes as computers signed them, and what tells a resend.
    case reports
    case computers
    case devices
    /// Months of days on which devices were seen and computers ran.
    case days
    /// Enrolment codes.
    case codes
    /// Readers' tokens; what they read stays in the audit log.
    case tokens
    /// Assets, their states and homes, stocktakes and computers on the books.
    case books
    /// Deliveries, milestones, indicators and memberships of programmes.
    case programmes
    /// What the school said of its figures.
    case words
    /// Entries of the audit log.
    case log
    /// Figures worked out from the rest.
    case figures
    /// What this hub was told, or what a hub was told by this region.
    case hub
    /// Mentions in what stays, set to nothing.
    case mentions
}
