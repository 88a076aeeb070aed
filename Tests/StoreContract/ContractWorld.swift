import FoundationEssentials
import Reports
import Store

/// A store with a clock and three schools in two regions, and agents that sign.
struct ContractWorld {
    let store: any Store
    /// 2025-09-01T06:00:00Z.
    let start = Date(timeIntervalSince1970: 1_756_706_400)

    static let alga = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
    static let temir = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Temir")
    static let rudny = AreaPath(country: "Kazakhstan", region: "Kostanay", district: "Rudny")

    static let schools = [
        School(
            id: "A-1", names: Names(kk: "Тірек мектебі", en: "Support school"), area: alga, type: .support, pupils: 400),
        School(
            id: "A-2", gigaID: "giga-2", names: Names(ru: "Малая школа"), area: temir, type: .small,
            supportedBy: "A-1", latitude: 49.12345, longitude: 57.12345, pupils: 62, rural: true, madeUp: true),
        School(id: "B-1", names: Names(en: "Far school"), area: rudny),
    ]

    func at(_ seconds: TimeInterval) -> Date { start.addingTimeInterval(seconds) }

    func query(
        _ seconds: TimeInterval = 3_600, since: Date? = nil, area: String? = nil, school: String? = nil,
        room: String? = nil, category: Category? = nil, limit: Int? = nil
    ) -> Query {
        Query(
            asOf: at(seconds), since: since, area: area, school: school, room: room, category: category, limit: limit)
    }

    func withSchools() async throws {
        _ = try await store.importSchools(Self.schools, dryRun: false)
    }

    // MARK: Codes and agents

    func secretHash(_ name: String) -> Data { Data("hash of \(name)".utf8) }

    func withCode(
        _ name: String, school: String = "A-1", room: String? = nil, uses: Int = 10, expected: Int? = nil,
        at seconds: TimeInterval = 0
    ) async throws {
        _ = try await store.createEnrollment(
            NewEnrollment(
                secretHash: secretHash(name), school: school, room: room, uses: uses, expected: expected,
                createdAt: at(seconds), expiresAt: at(86_400)))
    }

    func redeem(
        _ code: String, _ key: SigningKey, at seconds: TimeInterval = 0, room: String? = nil, label: String? = nil,
        clonedFrom: AgentID? = nil, isOriginProven: Bool = false, isForUnknownOnly: Bool = false
    ) async throws -> EnrollmentOutcome {
        try await store.redeem(
            EnrollmentAttempt(
                secretHash: secretHash(code), publicKey: key.publicKey, room: room, label: label, agentVersion: "1.0",
                time: at(seconds), clonedFrom: clonedFrom, isOriginProven: isOriginProven,
                isForUnknownOnly: isForUnknownOnly))
    }

    func readmit(
        _ key: SigningKey, school: String = "A-1", at seconds: TimeInterval = 0, waiting: Bool = false
    ) async throws -> EnrollmentOutcome {
        try await store.readmit(
            Readmission(
                publicKey: key.publicKey, school: school, isWaiting: waiting, room: "7", agentVersion: "1.0",
                time: at(seconds)))
    }

    func state(of agent: AgentID) async throws -> AgentState? {
        try await store.registeredAgents([agent])[agent]?.state
    }

    /// An agent of `school`, with a code of its own.
    func withAgent(
        school: String = "A-1", room: String? = nil, label: String? = nil, at seconds: TimeInterval = 0,
        clonedFrom: AgentID? = nil, isOriginProven: Bool = false
    ) async throws -> ContractAgent {
        let agent = ContractAgent()
        let code = agent.key.publicKey.agentID.text
        try await withCode(code, school: school)
        _ = try await redeem(
            code, agent.key, at: seconds, room: room, label: label, clonedFrom: clonedFrom,
            isOriginProven: isOriginProven)
        return agent
    }

    // MARK: Reports

    func time(_ seconds: TimeInterval, boot: String = "boot") -> ObservedTime {
        ObservedTime(bootID: boot, monotonic: 1_000 + seconds, wallClock: at(seconds))
    }

    /// A verified report sealed at `seconds` and received a second later.
    func report(
        _ agent: ContractAgent, _ seq: Int, stream: String? = nil, at seconds: TimeInterval = 60, boot: String = "boot",
        scan: Scan? = nil,
        days: [DeviceDay]? = nil, tests: [LineTest]? = nil, slots: [SlotRecord]? = nil, slotsDropped: Int? = nil
    ) throws -> VerifiedReport {
        let report = Report(
            agent: agent.key.publicKey.agentID, stream: stream ?? agent.stream, seq: seq,
            sealedAt: time(seconds, boot: boot),
            scan: scan, scannedAt: scan == nil ? nil : time(seconds), deviceDays: days, lineTests: tests,
            slots: slots, slotsDropped: slotsDropped)
        let envelope = try Envelope.seal(report, kind: .report, with: agent.key)
        return try VerifiedReport(envelope, key: agent.key.publicKey, receivedAt: at(seconds + 1))
    }

    func scan(
        _ devices: [Device] = [], memoryMiB: Int = 4_096, agentVersion: String = "1.0", parts: [MachineComponent] = []
    ) -> Scan {
        Scan(
            computer: Computer(
                vendor: "Acme", memoryMiB: memoryMiB, agentVersion: agentVersion, components: parts), devices: devices,
            collectors: [])
    }

    func device(_ id: String, _ category: Category = .tablet) -> Device {
        Device(id: id, category: category, confidence: .likely, rule: "test", bus: .usb, vendorID: "1234")
    }

    func test(_ id: String, at seconds: TimeInterval, down: Double?, up: Double?, idle: Double? = nil) -> LineTest {
        LineTest(
            id: id, startedAt: time(seconds), downloadMbps: down, uploadMbps: up, idleLatencyMs: idle,
            server: "ws://test")
    }
}

/// An agent's key and stream.
struct ContractAgent {
    let key = SigningKey()
    var id: AgentID { key.publicKey.agentID }
    /// Streams are the agent's own, so its id serves.
    var stream: String { id.text }
}
