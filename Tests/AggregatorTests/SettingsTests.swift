import Aggregator
import FoundationEssentials
import LineTesting
import Logging
import NIOPosix
import Outbox
import RelationalStore
import Reports
import SQLiteStore
import ServiceLifecycle
import Store
import Synchronization
import Testing

@testable import Agent

/// Settings from the planner's word to what computers do, over loopback.
@Suite("Settings, from region to computer", .timeLimit(.minutes(1)))
struct SettingsTests {
    private static func set(
        _ server: LiveAggregator, _ place: SettingsPlace, _ edit: (inout RegionSettings) -> Void
    ) async throws -> Int {
        let own = try await server.store.settings(of: place, scope: .everything).own
        var settings = own?.settings ?? RegionSettings()
        edit(&settings)
        return try await server.store.changeSettings(
            SettingsChange(
                place: place, settings: settings, basedOn: own?.version ?? 0, by: "t", at: server.clock.now))
    }

    private static func ask(
        _ server: LiveAggregator, _ key: SigningKey, version: Int = 0, agent: AgentID? = nil,
        kind: Envelope.Kind = .settingsRequest
    ) async throws -> RawHTTP.Answer {
        // A clock that was never set asks like any other.
        let request = SettingsRequest(
            agent: agent ?? key.publicKey.agentID,
            askedAt: ObservedTime(bootID: "b", monotonic: 1, wallClock: Date(timeIntervalSince1970: 0)),
            version: version, trustVersion: 0)
        return try await ask(server, Envelope.seal(request, kind: kind, with: key).text)
    }

    private static func ask(_ server: LiveAggregator, _ header: String) async throws -> RawHTTP.Answer {
        try await RawHTTP.send(
            "GET /v1/settings HTTP/1.1\r\nHost: school.test:9\r\nConnection: close\r\nParta-Request: \(header)\r\n\r\n",
            port: server.port)
    }

    @Test("an agent that asks without end is told to wait, and others are not")
    func limited() async throws {
        func few(_ configuration: inout AggregatorConfiguration) { configuration.settingsAskLimit = 2 }
        try await LiveAggregator.run(configure: few) { server in
            let key = try await server.enrolledAgent()
            let other = try await server.enrolledAgent()
            for _ in 0..<2 { #expect(try await Self.ask(server, key).status == 200) }
            let held = try await Self.ask(server, key)
            #expect(held.status == 429 && held.word == "too_many_asks" && held.headers["retry-after"] == "600")
            // Who cannot sign for it uses nothing of it up.
            for _ in 0..<3 {
                #expect(
                    try await Self.ask(server, SigningKey(), agent: other.publicKey.agentID).word == "unknown_agent")
            }
            #expect(try await Self.ask(server, other).status == 200)
            server.clock.advance(seconds: 600)
            #expect(try await Self.ask(server, key).status == 200)
        }
    }

    @Test("an agent is given its school's settings, signed, and only where they are newer")
    func signed() async throws {
        try await LiveAggregator.run { server in
            let key = try await server.enrolledAgent()
            let none = try await Self.ask(server, key).decoded(SettingsResponse.self)
            #expect(none.settings == nil && none.trust == [] && none.serverTime == server.clock.now)
            let report = try await server.post("/v1/reports", server.report(key, 1)).decoded(DeliveryResponse.self)
            #expect(report.settingsVersion == nil)
            _ = try await Self.set(server, .area("Kazakhstan")) { $0.testsPerDay = 3 }
            let version = try await Self.set(server, .school("T-1")) { $0.monthlyMB = 70 }
            let answer = try await Self.ask(server, key).decoded(SettingsResponse.self)
            let text = try #require(answer.settings)
            let document = try Envelope(text: text).open(
                SettingsDocument.self, kind: .settings, with: server.region.publicKey)
            #expect(document.version == version && document.school == "T-1")
            #expect(document.settings.testsPerDay == 3 && document.settings.monthlyMB == 70)
            #expect(document.issuedAt == server.clock.now)
            server.clock.advance(seconds: 60)
            #expect(try await Self.ask(server, key).decoded(SettingsResponse.self).settings == text, "signed once")
            #expect(try await Self.ask(server, key, version: version).decoded(SettingsResponse.self).settings == nil)
            let told = try await server.post("/v1/reports", server.report(key, 2)).decoded(DeliveryResponse.self)
            #expect(told.settingsVersion == version)
        }
    }

    @Test("whoever is not an agent of the region in good standing is told why and given nothing")
    func refused() async throws {
        try await LiveAggregator.run { server in
            _ = try await Self.set(server, .school("T-1")) { $0.monthlyMB = 70 }
            let key = try await server.enrolledAgent()
            let other = try await server.enrolledAgent()
            let good = try await Self.ask(server, key)
            #expect(good.status == 200)
            #expect(try await Self.ask(server, SigningKey()).word == "unknown_agent")
            #expect(try await Self.ask(server, key, agent: other.publicKey.agentID).word == "bad_signature")
            #expect(try await Self.ask(server, key, kind: .lease).word == "bad_envelope")
            #expect(try await Self.ask(server, key, version: -1).word == "out_of_bounds")
            #expect(try await Self.ask(server, "nonsense").word == "bad_envelope")
            #expect(try await RawHTTP.get("/v1/settings", port: server.port).word == "bad_envelope")
            #expect(try await server.post("/v1/settings", "").status == 405)
            let huge = try Envelope.seal(
                ["boot_id": String(repeating: "x", count: 100_000)], kind: .settingsRequest, with: key)
            #expect(try await Self.ask(server, huge.text).word == "body_too_large")
            try await server.store.revoke(key.publicKey.agentID, at: server.clock.now)
            #expect(try await Self.ask(server, key).word == "revoked")
        }
    }

    private static func core(_ directory: TemporaryFolder, _ server: LiveAggregator) throws -> AgentCore {
        let clock = AgentClock {
            ObservedTime(
                bootID: "b", monotonic: server.clock.now.timeIntervalSince(server.clock.start),
                wallClock: server.clock.now)
        }
        return try AgentCore(
            state: StateDirectory(path: directory.path), clock: clock, group: MultiThreadedEventLoopGroup.singleton,
            version: "1")
    }

    private static func scan(_ device: String) -> Scan {
        Scan(
            computer: Computer(agentVersion: "1"),
            devices: [Device(id: device, category: .tablet, confidence: .likely, rule: "r", bus: .usb)], collectors: [])
    }

    private static func enroll(_ core: AgentCore, _ server: LiveAggregator) async throws {
        let code = try await server.code()
        let file = try EnrollmentFile(server: ServerAddress("http://127.0.0.1:\(server.port)"), code: code)
        try await core.enroll(with: file)
    }

    @Test("a delivery brings new settings into a plan that is running, and a school moved is found out within a week")
    func intoThePlan() async throws {
        try await LiveAggregator.run { server in
            let folder = try TemporaryFolder()
            let core = try Self.core(folder, server)
            try await Self.enroll(core, server)
            let cache = LineTestOptionsCache(environment: ["PARTA_TESTS_PER_DAY": "4"]) { _ in }
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let setup = LineTestSetup(options: { cache.options(under: core.regionSettings?.settings) }) { _ in
                LineInstruments(
                    look: { _ in LineInstruments.Place() }, ownTrafficMbps: { nil },
                    measure: { LineTest(id: $0.id, startedAt: core.clock.now(), server: "") },
                    locate: { .servers([]) }, listen: { _, _, _ in throw CancellationError() }, pause: { _ in false },
                    draw: { 0 })
            }
            var surveyor = setup.surveyor(on: core, backoff: Backoff(), logger: logger) { _ in false }
            _ = try await surveyor.step()
            #expect(surveyor.planner?.settings.testsPerDay == 4)
            func deliver(_ device: String) async throws -> SettingsAcceptance? {
                try core.record(scan: Self.scan(device))
                let outcome = try await core.deliver(.everything)
                #expect(outcome.failure == nil)
                return try await core.fetchSettings(announced: outcome.settingsVersion)
            }
            #expect(try await deliver("a") == nil)
            let version = try await Self.set(server, .area("Aktobe")) { settings in
                settings.testsPerDay = 2
                settings.monthlyMB = 55
                settings.thresholds = ["rise_ms": 300]
            }
            #expect(try await deliver("b") == .taken)
            #expect(core.regionSettings?.version == version)
            _ = try await surveyor.step()
            #expect(surveyor.planner?.settings.testsPerDay == 2)
            #expect(surveyor.planner?.settings.monthlyBytes == 55_000_000)
            #expect(surveyor.planner?.plan.testsPerDay == 2)
            #expect(surveyor.options.thresholds.riseMs == 300)
            #expect(try await deliver("c") == nil, "nothing new")
            var moved = LiveAggregator.school
            moved.area = AreaPath(country: "Kazakhstan", region: "Kostanay")
            _ = try await server.store.importSchools([moved], dryRun: false)
            server.clock.advance(seconds: 6 * 86_400)
            #expect(try await deliver("d") == nil)
            server.clock.advance(seconds: 2 * 86_400)
            #expect(try await deliver("e") == .taken)
            #expect(core.regionSettings?.settings == RegionSettings())
            _ = try await surveyor.step()
            #expect(surveyor.planner?.settings.testsPerDay == 4)
            let status = try AgentStatus.read(stateDirectory: folder.path)
            #expect(status.settingsVersion == version && status.settingsIssuedAt == server.clock.now)
        }
    }

    @Test("a running daemon follows a change without a restart: the next scan goes by it")
    func daemonFollows() async throws {
        try await LiveAggregator.run { server in
            let folder = try TemporaryFolder()
            let core = try Self.core(folder, server)
            try await Self.enroll(core, server)
            let (seen, continuation) = AsyncStream<Int>.makeStream()
            let count = Mutex(0)
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let daemon = AgentDaemon(
                core: core,
                scan: { _ in
                    continuation.yield(core.regionSettings?.version ?? 0)
                    let number = count.withLock { count in
                        count += 1
                        return min(count, 3)
                    }
                    return Self.scan("device-\(number)")
                }, lineTests: nil, enrollment: nil, schedule: .init(scanSeconds: 0.2), logger: logger)
            let group = ServiceGroup(
                configuration: .init(services: daemon.services.map { .init(service: $0) }, logger: logger))
            let version = try await Self.set(server, .school("T-1")) { $0.monthlyMB = 70 }
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                for await found in seen where found == version { break }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
            #expect(core.regionSettings?.settings.monthlyMB == 70)
        }
    }
}

/// A folder that is gone with the test.
private final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/parta-settings-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
