public import FoundationEssentials
public import Reports

/// Keeps what is known of areas, schools, rooms and lines, as it is and as it was.
///
/// What changes holds from a day on; what held before stays known, and `Query.asItWas` asks for it. With `dryRun` a method says
/// what it would do and changes nothing. All imports are all or none.
public protocol RegistryStore: Sendable {
    /// Adds the schools that are new and changes those that differ.
    /// - Throws: `StoreFailure.doubledSchool`, `.unknownSupportSchool`, `.changedSince`.
    func importSchools(_ ask: SchoolsAsk, dryRun: Bool) async throws -> ImportOutcome

    /// - Throws: `StoreFailure.doubledRow`.
    func importAreas(_ areas: [Area], dryRun: Bool) async throws -> ImportOutcome

    /// The newest year's pupils become the school's.
    /// - Throws: `StoreFailure.unknownSchool`, `.doubledRow`, `.changedSince`.
    func importSchoolYears(_ years: [SchoolYearCount], at time: Date, dryRun: Bool) async throws -> ImportOutcome

    /// - Parameter day: from when on new and changed rooms are so.
    /// - Throws: `StoreFailure.unknownSchool`, `.doubledRow`, `.changedSince`.
    func importRooms(_ rooms: [Room], from day: CivilDate, dryRun: Bool) async throws -> ImportOutcome

    /// - Parameter day: from when on new and changed contracts are so.
    /// - Throws: `StoreFailure.unknownSchool`, `.doubledRow`, `.changedSince`.
    func importLines(_ lines: [LineContract], from day: CivilDate, dryRun: Bool) async throws -> ImportOutcome

    /// Ends rooms: those that are no more from `day` on; the outcome's `changed`. Of a room its school and name count.
    /// - Throws: `StoreFailure.impossibleChange` for a room that nobody ever heard of, `.changedSince`.
    func endRooms(_ rooms: [Room], on day: CivilDate, dryRun: Bool) async throws -> ImportOutcome

    /// Ends lines likewise.
    /// - Throws: as `endRooms`.
    func endLines(_ lines: [LineContract], on day: CivilDate, dryRun: Bool) async throws -> ImportOutcome

    /// - Throws: `StoreFailure.unknownSchool`, `.closedSchool`, `.impossibleChange`, `.changedSince`.
    func changeSchools(_ change: SchoolChange, dryRun: Bool) async throws -> SchoolChangeOutcome

    /// Says where a computer stands; what it bears witness of at a school that it leaves ends.
    /// - Returns: where it is assigned from now on.
    /// - Throws: `StoreFailure.unknownAgent`, `.unknownSchool`, `.closedSchool`, `.movedSince`.
    func placeComputer(_ placing: ComputerPlacing) async throws -> ComputerPlace

    /// Rooms of the registry, and those that only computers are said to stand in.
    func rooms(_ query: Query, scope: Scope) async throws -> [RoomRow]

    /// Of the lines that somebody has said anything of, by school and line.
    func lineContracts(_ query: Query, scope: Scope) async throws -> [LineContract]

    /// By school and year; of few children as the query may know them.
    func schoolYears(_ query: Query, scope: Scope) async throws -> [SchoolYearCount]

    /// What became of schools up to the query's day, the earliest first; of closed ones, too.
    func schoolSuccessors(_ query: Query, scope: Scope) async throws -> [SchoolSuccessor]
}

extension RegistryStore {
    /// Adds and changes schools by what is known of them today (UTC, by this machine's clock).
    /// - Parameter extras: what platforms say of these schools.
    public func importSchools(
        _ schools: [School], extras: [SchoolExtra] = [], dryRun: Bool
    ) async throws -> ImportOutcome {
        try await importSchools(
            SchoolsAsk(schools: schools, extras: extras, day: CivilDate(utc: Date())), dryRun: dryRun)
    }
}

extension CivilDate {
    /// The day of a moment in UTC.
    public init(utc moment: Date) {
        self.init(daysSinceEpoch: Int((moment.timeIntervalSince1970 / 86_400).rounded(.down)))
    }

    /// When the day begins in UTC.
    public var startUTC: Date { Date(timeIntervalSince1970: TimeInterval(daysSinceEpoch) * 86_400) }
}
