import Aggregator
import Foundation
import Logging
import RelationalStore
import Reports
import SQLiteStore
import ServiceLifecycle
import Store
import Synchronization
import Testing

/// A running aggregator on a port of the system's choice, with a school and a clock that tests move.
struct LiveAggregator: Sendable {
    let store: any Store
    let region: RegionIdentity
    let port: Int
    let clock: TestClock

    static let school = School(
        id: "T-1", names: Names(en: "Test school"), area: AreaPath(country: "Kazakhstan", region: "Aktobe"))

    /// Serves while `body` runs, then shuts down gracefully.
    static func run(
        configure: (inout AggregatorConfiguration) -> Void = { _ in },
        _ body: (LiveAggregator) async throws -> Void
    ) async throws {
        let store = try SQLiteStore.inMemory()
        _ = try await store.importSchools([school], dryRun: false)
        try await run(store: store, configure: configure, body)
    }

    /// - Parameters:
    ///   - lineTestServer: as the application is told where line tests are offered, by the request's Host header.
    ///   - makeToken: what opens that server, for a lease and an agent, so many seconds.
    static func run(
        store: any Store, clock: TestClock = TestClock(), configure: (inout AggregatorConfiguration) -> Void = { _ in },
        lineTestServer: @escaping @Sendable (String?) -> String? = { host in host.map { "ws://\($0)" } },
        makeToken: @escaping @Sendable (String, AgentID, Int) -> String = { "\($0) \($1) \($2)" },
        trust: TrustBoard? = nil, pages: PagesConfiguration? = nil, pulse: StorePulse? = nil,
        _ body: (LiveAggregator) async throws -> Void
    ) async throws {
        let region = try await RegionIdentity.load(from: store)
        var configuration = AggregatorConfiguration(listen: try ListenAddress("127.0.0.1:0"))
        configure(&configuration)
        let (running, continuation) = AsyncStream<ListenAddress>.makeStream()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let service = try AggregatorApplication.build(
            store: store, region: region, configuration: configuration, logger: logger, trust: trust,
            now: { clock.now },
            lineTestServer: lineTestServer, makeToken: makeToken, pages: pages, pulse: pulse,
            onRunning: { continuation.yield($0) })
        let group = ServiceGroup(configuration: .init(services: [.init(service: service)], logger: logger))
        async let served: Void = group.run()
        var addresses = running.makeAsyncIterator()
        let address = try #require(await addresses.next())
        do {
            try await body(LiveAggregator(store: store, region: region, port: address.port, clock: clock))
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await served
    }

    /// Serves a new database that has the region's keys and these schools and nothing else.
    static func moved(
        from old: LiveAggregator, schools: [School], _ body: (LiveAggregator) async throws -> Void
    ) async throws {
        let store = try SQLiteStore.inMemory()
        let secrets = try await old.store.establishRegionSecrets(RegionSecrets())
        _ = try await store.establishRegionSecrets(secrets)
        _ = try await store.importSchools(schools, dryRun: false)
        try await run(store: store, clock: old.clock, body)
    }

    func post(_ path: String, _ body: String) async throws -> RawHTTP.Answer {
        try await RawHTTP.post(path, body, port: port)
    }

    func post(_ path: String, _ body: Data, coding: String) async throws -> RawHTTP.Answer {
        try await RawHTTP.post(path, body, coding: coding, port: port)
    }

    // MARK: Enrolment

    func code(uses: Int = 5, expected: Int? = nil, days: Double = 1) async throws -> EnrollmentCode {
        try await region.newEnrollment(
            school: "T-1", room: "101", uses: uses, expected: expected,
            expiresAt: clock.now.addingTimeInterval(days * 86_400), in: store,
            now: clock.now)
    }

    func enroll(_ key: SigningKey, secret: String, receipt: String? = nil) async throws -> RawHTTP.Answer {
        let request = EnrollmentRequest(
            publicKey: key.publicKey, secret: secret, room: nil, label: "PC-1", agentVersion: "1", receipt: receipt)
        return try await post("/v1/enroll", Envelope.seal(request, kind: .enrollment, with: key).text)
    }

    func enrolledAgent() async throws -> SigningKey {
        let key = SigningKey()
        let answer = try await enroll(key, secret: try await code().secret)
        try #require(answer.status == 200, "\(answer.body)")
        return key
    }

    // MARK: Reports

    func report(_ key: SigningKey, _ seq: Int, device: String = "d", agent: AgentID? = nil) throws -> String {
        let time = ObservedTime(bootID: "b", monotonic: 10, wallClock: clock.now)
        let scan = Scan(
            computer: Computer(agentVersion: "1"),
            devices: [Device(id: device, category: .tablet, confidence: .likely, rule: "r", bus: .usb)], collectors: [])
        let report = Report(
            agent: agent ?? key.publicKey.agentID, stream: key.publicKey.agentID.text, seq: seq, sealedAt: time,
            scan: scan, scannedAt: time)
        return try Envelope.seal(report, kind: .report, with: key).text
    }

    func storedCount() async throws -> Int {
        try await store.envelopes(after: 0, limit: 1_000, scope: .everything).count
    }
}

extension RawHTTP.Answer {
    func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try ReportCoder.decode(type, from: Data(body.utf8))
    }

    /// The fixed word of an answer that is not a success.
    var word: String? { try? decoded(ErrorResponse.self).error }
}

/// A clock that stands until it is moved.
final class TestClock: Sendable {
    let start: Date
    private let time: Mutex<Date>

    init(_ start: Date = Date(timeIntervalSince1970: 1_756_706_400)) {
        self.start = start
        time = Mutex(start)
    }

    var now: Date { time.withLock { $0 } }

    func advance(seconds: TimeInterval) { time.withLock { $0.addTimeInterval(seconds) } }
}
