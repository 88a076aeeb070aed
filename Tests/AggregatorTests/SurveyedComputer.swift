import Foundation
import LineTesting
import Logging
import NDT7
import NIOCore
import NIOPosix
import Outbox
import Reports
import Synchronization

@testable import Agent

/// A PC of a school with a real agent that measures for real; where it stands, and the time, are the test's.
actor SurveyedComputer {
    /// Lessons from eight to eight on every day, four slots in them.
    private static let environment = [
        "PARTA_TIME_ZONE": "+00:00", "PARTA_SHIFTS": "08:00-20:00", "PARTA_SCHOOL_DAYS": "mon-sun",
        "PARTA_TERMS": "01-01..12-31", "PARTA_HOLIDAYS": "none", "PARTA_TESTS_PER_DAY": "4",
        "PARTA_OUTSIDE_HOURS": "06:00-22:00",
    ]

    nonisolated let core: AgentCore
    private let time: TestClock
    private var surveyor: Surveyor

    /// - Parameters:
    ///   - enrolledBehind: the gateway's hash at enrolment; it stands behind `gateway` now.
    ///   - before: runs before each measurement, under its lease.
    init(
        _ folder: String, time: TestClock, enrolledBehind: String, gateway: String,
        before: @escaping @Sendable () async -> Void = {}
    ) throws {
        self.time = time
        let boot = UUID().uuidString
        let clock = AgentClock {
            ObservedTime(
                bootID: boot, monotonic: time.now.timeIntervalSince(time.start), wallClock: time.now)
        }
        let group = MultiThreadedEventLoopGroup.singleton
        let core = try AgentCore(
            state: StateDirectory(path: folder), clock: clock, group: group, version: "1",
            gateway: { _ in enrolledBehind })
        self.core = core
        let instruments = LineInstruments(
            look: { _ in
                LineInstruments.Place(
                    gateway: gateway, gatewayAddress: "192.168.77.1", ownAddress: "192.168.77.2",
                    link: LineLink(medium: .wired), hasRoute: true)
            },
            ownTrafficMbps: { 0 },
            measure: { order in
                await before()
                // Below a second of sending no end is said to have held the other back: here both ends are one machine.
                let configuration = LineMeasurement.Configuration(
                    server: order.server, metadata: ClientMetadata(clientName: "parta-agent", clientVersion: "1"),
                    effort: order.full ? .full : .early, byteAllowance: order.byteCap,
                    idleDuration: .milliseconds(300), directionLimit: .milliseconds(600))
                var test = await LineMeasurement(configuration: configuration, group: group, now: clock.now)
                    .run(id: order.id)
                // The processor's time is the process's: the server, the aggregator and all other tests run in this one.
                if test.marks?.contains(.pcLimited) == true {
                    test.marks?.removeAll { $0 == .pcLimited }
                    test.verdict = .unknown
                }
                return test
            },
            locate: { .servers([]) },
            listen: { address, token, seconds in
                try await LANListener(
                    host: address, token: token, seconds: seconds, group: group, logger: Logger(label: "test"))
            },
            // A second try would come after the other's lease: the slot is let go instead, as by a program that ends.
            pause: { seconds in
                guard seconds < 60 else { return false }
                time.advance(seconds: seconds)
                return true
            }, draw: { 0 })
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        surveyor = Surveyor(
            core: core, instruments: instruments, options: LineTestOptions(environment: Self.environment) { _ in },
            backoff: Backoff(), logger: logger)
    }

    /// One step; the plan begins with the first.
    func step() async throws -> Double {
        var surveyor = surveyor
        defer { self.surveyor = surveyor }
        return try await surveyor.step() ?? 0
    }

    /// Steps from one wait to the next until a slot has passed.
    func pass() async throws {
        for _ in 0..<100 {
            let wait = try await step()
            if try core.outbox.status().unsealedSlots > 0 { return }
            time.advance(seconds: wait)
        }
    }

    /// What it tells the region next, as it is sent.
    func report() throws -> (report: Report, text: String) {
        _ = try core.outbox.seal(with: core.key, at: core.clock.now())
        let envelope = try Envelope(text: core.outbox.pending(limitBytes: .max, limitCount: 1)[0].text)
        let report = try envelope.open(Report.self, kind: .report, with: core.key.publicKey)
        return (report, String(decoding: try ReportCoder.encode(report), as: UTF8.self))
    }
}
