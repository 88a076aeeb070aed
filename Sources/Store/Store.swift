public import FoundationEssentials
public import Reports

/// What an aggregator keeps: the registry, the agents, every report, and what readers ask of them.
///
/// Two implementations answer alike, proven by one suite (`StoreContract`). Every list takes a `Scope`, so that no page,
/// export or metric can forget whose areas it may show. A method that writes returns only after a durable commit.
/// All methods throw `StoreFailure` for what a reader can mend, and the database's own error otherwise.
public protocol Store:
    AssetStore, AuditStore, BackupStore, BundleStore, ErasureStore, ExampleStore, ForwardingStore, GuessStore, HubStore,
    LineTestStore, NormStore, PlaceStore, PlanStore, PresenceStore, ProgrammeStore, RegistryStore,
    SchoolExtraStore, TokenStore, VoiceStore
{
    // MARK: Region

    /// Keeps each proposed secret whose name is not taken yet, and returns all that are kept.
    ///
    /// One transaction: of two processes starting at once, both come away with the same secrets.
    func establishRegionSecrets(_ proposed: RegionSecrets) async throws -> RegionSecrets

    /// The region's secrets and its statements on its servers, read together.
    func regionState() async throws -> RegionState

    /// Replaces secrets and adds a statement in one durable transaction; a statement never changes and never goes.
    /// - Returns: false, and nothing is changed, when another process was first: the newest version is not `change.after`.
    func changeRegion(_ change: RegionChange) async throws -> Bool

    // MARK: Enrolment

    /// - Throws: `StoreFailure.unknownSchool`, `.closedSchool`.
    func createEnrollment(_ enrollment: NewEnrollment) async throws -> Enrollment

    /// Takes a code back, and with it the file that was made of it: it enrols nobody from then on. Who has used it stays, and
    /// taking it back again changes nothing.
    /// - Throws: `StoreFailure.unknownEnrollment`.
    func revokeEnrollment(_ id: Int, at time: Date) async throws -> Enrollment

    /// Spends one use of a code for a key that has been proven held, and assigns the agent to the code's school.
    func redeem(_ attempt: EnrollmentAttempt) async throws -> EnrollmentOutcome

    /// Takes an agent in again that is not known here, on the region's receipt; one that is known keeps what it has.
    ///
    /// Spends no use and asks for no approval: the region has decided on this agent before.
    /// - Returns: `.accepted`, `.alreadyEnrolled`, `.revoked` or `.unknownSchool`.
    func readmit(_ readmission: Readmission) async throws -> EnrollmentOutcome

    /// Approves agents that wait, all or none.
    /// - Returns: those of them that were waiting, in the order given.
    /// - Throws: `StoreFailure.unknownAgent`.
    func approve(_ agents: [AgentID], at time: Date) async throws -> [AgentID]

    /// The keys by which reports are verified; an id that never enrolled is absent.
    func registeredAgents(_ ids: Set<AgentID>) async throws -> [AgentID: RegisteredAgent]

    /// Stops an agent's reports from being taken; what it has sent stays stored, and lists do not show it. A code that the
    /// agent has not used yet takes it in again.
    /// - Parameter evenUnknown: whether an agent that this database does not know is revoked too, so that its receipt does
    ///   not readmit it: a database restored from a backup has forgotten who was revoked since.
    /// - Throws: `StoreFailure.unknownAgent`.
    func revoke(_ agent: AgentID, at time: Date, evenUnknown: Bool) async throws

    // MARK: Ingest

    /// Stores reports in one durable transaction; each arrives exactly once however often it is sent.
    /// - Parameter budgetBytes: how many bytes of envelopes one agent may have stored in a day (UTC); what is held already costs
    ///   nothing, and the first of a day is always taken. Nil for no limit.
    func ingest(_ reports: [VerifiedReport], budgetBytes: Int?) async throws -> IngestOutcome

    /// Forgets what is old: hashes that nobody knows, texts of envelopes whose facts are stored. Once a day is enough.
    func forget(_ rule: Forgetting) async throws -> Forgotten

    // MARK: Lines and leases

    /// Answers one signed lease request in one durable transaction: who may test the line now, or why nobody may.
    ///
    /// At most one computer holds a line; what a request tells of gateways, listeners and bytes is kept with the answer.
    func answer(_ ask: LeaseAsk) async throws -> LeaseAnswer

    /// Has the school's agents name the gateway they stand behind; the first one named, by two of them where it has as many,
    /// is confirmed and ends it.
    /// - Throws: `StoreFailure.unknownSchool`, `.unknownLine`, `.lineNotNamed`.
    func openNaming(_ opening: GatewayOpening) async throws

    /// Puts a confirmed gateway before another of the school's lines, and has the school's lines tested apart from then on.
    /// - Throws: `StoreFailure.unknownSchool`, `.unknownGateway`.
    func moveGateway(_ move: GatewayMove) async throws

    // MARK: Settings

    /// Keeps new settings of an area or school beside all earlier ones.
    /// - Returns: the region's new version: above every earlier one, and never below the change's time in seconds since 1970.
    /// - Throws: `StoreFailure.unknownSchool`, `.unknownArea`, `.ambiguousArea`, `.settingsMovedOn`.
    func changeSettings(_ change: SettingsChange) async throws -> Int

    /// The version of the last change anywhere, 0 before the first.
    func settingsVersion() async throws -> Int

    /// The settings in force at a place, by where they come from.
    /// - Throws: `StoreFailure.unknownSchool`, `.unknownArea`, `.ambiguousArea`.
    func settings(of place: SettingsPlace, scope: Scope) async throws -> PlaceSettings

    /// All changes, the latest first: of an area with all in it, or of a school alone.
    func settingsHistory(_ query: Query, scope: Scope) async throws -> [SettingsRow]

    // MARK: Reading

    func gateways(_ query: Query, scope: Scope) async throws -> [GatewayRow]

    /// What became of the slots of each line's plan, by the time they were decided.
    func slots(_ query: Query, scope: Scope) async throws -> [SlotRow]

    /// How many rows of a list match, whatever the query's limit and offset.
    /// - Parameter limit: where to stop counting, for who only asks whether they are more; nil for all.
    func count(_ list: CountedList, _ query: Query, upTo limit: Int?, scope: Scope) async throws -> Int

    func schools(_ query: Query, scope: Scope) async throws -> [SchoolRow]
    func computers(_ query: Query, scope: Scope) async throws -> [ComputerRow]
    func devices(_ query: Query, scope: Scope) async throws -> [DeviceRow]
    func lines(_ query: Query, scope: Scope) async throws -> [LineRow]

    /// Sums up and keeps what `lines` would have to sum up for the same question.
    /// - Parameter limit: at most so many schools, in one transaction.
    /// - Returns: how many schools are still to be summed up.
    func refreshLineFigures(_ query: Query, scope: Scope, limit: Int) async throws -> Int
    func platforms(_ query: Query, scope: Scope) async throws -> [PlatformRow]
    func agents(_ query: Query, scope: Scope) async throws -> [AgentRow]
    func enrollments(_ query: Query, scope: Scope) async throws -> [Enrollment]

    /// How much there is, for whoever watches over the aggregator; names no school.
    func figures(_ query: Query, scope: Scope) async throws -> RegionFigures

    /// Envelopes as they arrived, in the order they were stored: for audit and for forwarding to a hub.
    /// - Parameters:
    ///   - position: the last `StoredEnvelope.position` already read, 0 at first.
    ///   - limit: at most this many.
    func envelopes(after position: Int, limit: Int, scope: Scope) async throws -> [StoredEnvelope]
}

extension Store {
    /// Stores reports without a budget, as what an operator brings himself.
    public func ingest(_ reports: [VerifiedReport]) async throws -> IngestOutcome {
        try await ingest(reports, budgetBytes: nil)
    }

    /// How many rows of a list match, whatever the query's limit and offset.
    public func count(_ list: CountedList, _ query: Query, scope: Scope) async throws -> Int {
        try await count(list, query, upTo: nil, scope: scope)
    }

    /// Revokes an agent that is known.
    /// - Throws: `StoreFailure.unknownAgent`.
    public func revoke(_ agent: AgentID, at time: Date) async throws {
        try await revoke(agent, at: time, evenUnknown: false)
    }
}
