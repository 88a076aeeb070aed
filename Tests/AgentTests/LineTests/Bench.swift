import Foundation
import LineTesting
import Logging
import NDT7
import Outbox
import Reports
import Synchronization

@testable import Agent

/// An agent at a school whose line, network and clock are the test's.
final class Bench: Sendable {
    struct World: Sendable {
        /// The gateway's hash.
        var gateway: String? = "school"
        var link = LineLink(medium: .wired)
        var hasRoute = true
        var ownTrafficMbps: Double? = 0
        /// What the next measurements give: download Mbps, or nil for a server that cannot be reached.
        var rates: [Double?] = []
        /// Whether the region's test server answers 503 and asks for ten minutes.
        var isServerBusy = false
        var surroundings = LineInstruments.Surroundings()
        /// Everything that was done, in order.
        var doings: [String] = []
        var orders: [LineInstruments.Order] = []
        var looks = 0
        var located = 0
        var locate = LocateClient.Outcome.servers([])
        /// Runs inside a measurement.
        var duringTest: (@Sendable (LineInstruments.Order) async -> Void)?
        var listener: TestListener?
        var pauses: [Double] = []
    }

    /// A listener that was opened and what became of it.
    final class TestListener: LANListening {
        let address = "192.168.7.2:4711"
        let token: String
        let isUsed: Bool
        let closed = Mutex(false)

        init(token: String, isUsed: Bool) {
            self.token = token
            self.isUsed = isUsed
        }

        func used(within seconds: Double) async -> Bool { isUsed }
        func close() async { closed.withLock { $0 = true } }
    }

    let directory: TemporaryDirectory
    let aggregator: TestAggregator
    let core: AgentCore
    let time = TestClock()
    let world = Mutex(World())

    /// Enrolled behind the gateway `school`.
    init(enrolledBehind gateway: String? = "school") async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
        core = try AgentCore.make(in: directory, clock: time.clock, gateway: gateway)
        try await core.enroll(with: aggregator.file())
    }

    /// Lessons from eight to eight on every day, four slots in them and one outside each week.
    static let environment = [
        "PARTA_TIME_ZONE": "+00:00", "PARTA_SHIFTS": "08:00-20:00", "PARTA_SCHOOL_DAYS": "mon-sun",
        "PARTA_TERMS": "01-01..12-31", "PARTA_HOLIDAYS": "none", "PARTA_TESTS_PER_DAY": "4",
        "PARTA_OUTSIDE_HOURS": "06:00-22:00",
    ]

    func surveyor(_ extra: [String: String] = [:]) -> Surveyor {
        let environment = Self.environment.merging(extra) { $1 }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return Surveyor(
            core: core, instruments: instruments, options: LineTestOptions(environment: environment) { _ in },
            backoff: Backoff(baseSeconds: 60), logger: logger)
    }

    var instruments: LineInstruments {
        LineInstruments(
            look: { [self] _ in
                world.withLock { world in
                    world.looks += 1
                    return LineInstruments.Place(
                        gateway: world.gateway, gatewayAddress: world.gateway.map { _ in "192.168.7.1" },
                        ownAddress: "192.168.7.2", link: world.link, hasRoute: world.hasRoute)
                }
            },
            ownTrafficMbps: { [self] in world.withLock { $0.ownTrafficMbps } },
            measure: { [self] in await measure($0) },
            lookAround: { [self] in
                world.withLock { world in
                    world.doings.append("look around")
                    return world.surroundings
                }
            },
            locate: { [self] in
                world.withLock { world in
                    world.located += 1
                    return world.locate
                }
            },
            listen: { [self] _, token, _ in
                let listener = TestListener(token: token, isUsed: true)
                world.withLock { $0.listener = listener }
                return listener
            },
            pause: { [self] seconds in
                world.withLock { $0.pauses.append(seconds) }
                time.advance(seconds)
                return true
            }, draw: { 0 })
    }

    private func measure(_ order: LineInstruments.Order) async -> LineTest {
        let (rate, during) = world.withLock { world in
            world.orders.append(order)
            world.doings.append("measure")
            return (world.rates.isEmpty ? 8 : world.rates.removeFirst(), world.duringTest)
        }
        await during?(order)
        time.advance(22)
        var test = LineTest(id: order.id, startedAt: time.clock.now(), server: order.server.description)
        if world.withLock({ $0.isServerBusy }) {
            test.idleLatencyMs = 20
            test.download = LineRate(ending: "busy", retryAfterSeconds: 600)
            return test
        }
        guard let rate else {
            test.verdict = .outage
            return test
        }
        if !order.latencyOnly {
            test.downloadMbps = rate
            test.uploadMbps = rate / 4
            test.bytesReceived = min(order.byteCap, 4_000_000)
        }
        test.idleLatencyMs = 20
        return test
    }

    /// Steps from one wait to the next until so many slots have passed.
    func pass(_ slots: Int, with surveyor: inout Surveyor) async throws {
        let before = try core.outbox.status().unsealedSlots
        for _ in 0..<5_000 {
            let wait = try await surveyor.step()
            if try core.outbox.status().unsealedSlots >= before + slots { return }
            time.advance(wait ?? 0)
        }
    }

    /// Everything that is not acknowledged, as the region will read it.
    private func waiting() throws -> [Report] {
        let key = core.key
        _ = try core.outbox.seal(with: key, at: time.clock.now())
        return try core.outbox.pending(limitBytes: .max, limitCount: 1_000).map {
            try Envelope(text: $0.text).open(Report.self, kind: .report, with: key.publicKey)
        }
    }

    /// Everything this computer has to say, each report once: what the region holds, and what still waits.
    func told() throws -> [Report] {
        let held = aggregator.reports
        return try held
            + waiting().filter { report in
                !held.contains { ($0.stream, $0.seq) == (report.stream, report.seq) }
            }
    }

    /// Everything unsealed, as the region will read it.
    func report() throws -> Report {
        let reports = try waiting()
        var whole = reports[0]
        whole.slots = reports.flatMap { $0.slots ?? [] }
        whole.lineTests = reports.flatMap { $0.lineTests ?? [] }
        return whole
    }

    /// Grants every test; acknowledges what else is told.
    func grantEverything(_ change: @escaping @Sendable (inout Lease) -> Void = { _ in }) {
        aggregator.memory.withLock { memory in
            memory.lease = { request in
                guard request.ask == .test else { return LeaseResponse(gateways: ["school"]) }
                var lease = Lease(
                    id: "l1", line: "main", seconds: 120, server: "ws://127.0.0.1:1", token: "secret",
                    byteAllowance: 50_000_000, mlab: true)
                change(&lease)
                return LeaseResponse(lease: lease, gateways: ["school"])
            }
        }
    }

    func answer(_ response: @escaping @Sendable (LeaseRequest) -> LeaseResponse) {
        aggregator.memory.withLock { $0.lease = response }
    }
}
