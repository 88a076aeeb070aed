import Foundation
import LineTesting
import Logging
import NIOCore
import NIOPosix
import Outbox
import Reports
import ServiceLifecycle
import Synchronization
import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct AgentDaemonTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator
    private let quick = Backoff(baseSeconds: 0.02, capSeconds: 0.05, floorSeconds: 0.01)

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
    }

    private func group(
        _ core: AgentCore, scan: @escaping AgentRound.Scanning = { _ in Sample.scan("a") },
        lineTests: LineTestSetup? = nil, file: EnrollmentFile? = nil, schedule: AgentDaemon.Schedule
    ) throws -> ServiceGroup {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let daemon = AgentDaemon(
            core: core, scan: scan, lineTests: lineTests, enrollment: try file ?? aggregator.file(),
            schedule: schedule, logger: logger)
        return ServiceGroup(
            configuration: .init(services: daemon.services.map { .init(service: $0) }, logger: logger))
    }

    @Test func enrollsScansDeliversAndStops() async throws {
        let core = try AgentCore.make(in: directory)
        // The first enrolment and the first two deliveries fail.
        aggregator.willFail(
            .answer(status: 503, retryAfter: nil, body: ""), .none, .closeBeforeCommit, .closeAfterCommit)
        let group = try group(core, schedule: .init(backoff: quick))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await aggregator.waitForReports(1)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(core.enrollment?.school == "KZ-1")
        #expect(aggregator.reports.count == 1)
        #expect(aggregator.reports.first?.scan?.devices.map(\.id) == ["a"])
        #expect(aggregator.memory.withLock { $0.problems } == [])
    }

    @Test func stopsInTheMiddleOfADeliveryAndLosesNothing() async throws {
        let core = try AgentCore.make(in: directory, clientLimits: .init(requestSeconds: 600))
        aggregator.willFail(.none, .stallAfterCommit)
        let group = try group(core, schedule: .init(backoff: quick))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await aggregator.waitForReports(1)
            let start = ContinuousClock.now
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            #expect(start.duration(to: .now) < .seconds(5))
        }
        #expect(try core.outbox.status().pending == 1)
        #expect(try await core.deliver(.everything).failure == nil)
        // The one that was stopped, and what the last look at shutdown added to its day.
        #expect(Set(aggregator.reports.map { $0.scan != nil }) == [true, false] && aggregator.reports.count == 2)
        #expect(aggregator.memory.withLock { $0.duplicates } == 1)
    }

    /// At a slot's very moment the daemon begins a test; told to stop, it breaks it off, counts its bytes and says so.
    @Test func aLineTestIsCancelledAtShutdown() async throws {
        let bench = try await Bench()
        bench.grantEverything()
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        bench.world.withLock { world in
            world.duringTest = { _ in
                begin.yield()
                // A test that lasts until it is told to end.
                let promise = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: Void.self)
                await withTaskCancellationHandler {
                    try? await promise.futureResult.get()
                } onCancel: {
                    promise.succeed()
                }
            }
        }
        let options = LineTestOptions(environment: Bench.environment) { _ in }
        let plan = SlotPlan(
            calendar: options.settings.calendar, testsPerDay: options.settings.testsPerDay,
            hash: try #require(bench.core.enrolled().regionHash), school: "KZ-1", gateway: "school")
        let now = bench.time.clock.now().wallClock
        let slot = try #require(
            LineTestPlanner(plan: plan, settings: options.settings).upcoming(after: now))
        var surveyor = bench.surveyor()
        _ = try await surveyor.step()
        bench.time.advance(slot.plannedAt.timeIntervalSince(now) + 1)
        let setup = LineTestSetup(options: { options }, instruments: { _ in bench.instruments })
        // The file it is enrolled with already: another region's would take it there in the middle of the test.
        let group = try group(
            bench.core, lineTests: setup, file: bench.aggregator.file(), schedule: .init(backoff: quick))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await _ in begun { break }
            try Task.checkCancellation()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        // The last look at shutdown may still have brought it to the region.
        let reports = try bench.told()
        #expect(reports.flatMap { $0.slots ?? [] }.map(\.reason) == [.missed])
        #expect(reports.flatMap { $0.lineTests ?? [] } == [])
        #expect(try SurveyMemory(from: bench.core.outbox).planner.ledger.days.values.first == 4_000_000)
    }

    @Test func aServerThatIsDownIsNotHammered() async throws {
        let core = try AgentCore.make(in: directory)
        try await core.enroll(with: aggregator.file())
        aggregator.memory.withLock { memory in
            memory.faults = Array(repeating: .answer(status: 503, retryAfter: nil, body: ""), count: 10_000)
            memory.requests = 0
        }
        let (scans, scanned) = AsyncStream.makeStream(of: Void.self)
        let slow = Backoff(baseSeconds: 600, capSeconds: 600, floorSeconds: 600)
        let group = try group(
            core,
            scan: { _ in
                scanned.yield()
                return Sample.scan("a")
            }, schedule: .init(scanSeconds: 0.01, backoff: slow))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var count = 0
            for await _ in scans {
                count += 1
                if count == 20 { break }
            }
            try Task.checkCancellation()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        // Each scan rings the bell; one of them at most met an open way.
        #expect(aggregator.memory.withLock { $0.requests } <= 1)
    }
}
