/// Keeps what programmes deliver, count and reach, and answers what became of it.
///
/// Every import is one transaction: all rows or none. It adds what is new, changes what differs and leaves the rest, so that
/// a file imported twice changes nothing. With `dryRun` it says the same and changes nothing.
public protocol ProgrammeStore: Sendable {
    /// Schools that a programme has already stay in it.
    /// - Throws: `StoreFailure.doubledRow`, `.unknownSchool`.
    func importProgrammes(_ programmes: [Programme], dryRun: Bool) async throws -> ImportOutcome

    /// A piece that is known by its serial is one piece of its programme: another school or day changes where it is.
    /// - Throws: `StoreFailure.doubledRow`, `.unknownSchool`, `.unknownProgramme`.
    func importDeliveries(_ deliveries: [Delivery], dryRun: Bool) async throws -> ImportOutcome

    /// - Parameters:
    ///   - indicators: those that the file describes; values may name others that are known.
    ///   - values: one for each indicator, programme, school and period.
    /// - Throws: `StoreFailure.doubledRow`, `.unknownSchool`, `.unknownProgramme`, `.unknownIndicator`.
    func importIndicators(
        _ indicators: [Indicator], values: [IndicatorValue], dryRun: Bool
    ) async throws -> ImportOutcome

    /// - Parameter milestones: one for each programme, school and stage.
    /// - Throws: `StoreFailure.doubledRow`, `.unknownSchool`, `.unknownProgramme`.
    func importMilestones(_ milestones: [Milestone], dryRun: Bool) async throws -> ImportOutcome

    /// Ids of those of which pages for everybody say nothing.
    func sensitiveProgrammes() async throws -> Set<String>

    /// What programmes delivered, and what of it is there and used between `Query.since` (60 days back without it) and
    /// `Query.asOf`. Filters: programme, funder.
    /// - Throws: `StoreFailure.unknownProgramme`, and as every list.
    func programmes(_ query: Query, by grouping: ProgrammeGrouping, scope: Scope) async throws -> [ProgrammeRow]

    /// How far programmes are, stage by stage, up to `Query.asOf`. Filters: programme, funder.
    /// - Throws: as `programmes`.
    func milestones(_ query: Query, by grouping: ProgrammeGrouping, scope: Scope) async throws -> [MilestoneRow]

    /// What indicators came to. Filters: indicator, programme, reporting period.
    /// - Throws: `StoreFailure.unknownProgramme`, `.unknownIndicator`, and as every list.
    func indicators(_ query: Query, by grouping: ProgrammeGrouping, scope: Scope) async throws -> [IndicatorRow]

    /// Schools with what programmes, norms, readiness and rollups need of them.
    func places(_ query: Query, scope: Scope) async throws -> [SchoolPlace]

    /// Each computer that serves lessons, with an agent or on the books, by what tells how strong and how old it is.
    func computerStrength(_ query: Query, scope: Scope) async throws -> [ComputerStrength]
}
