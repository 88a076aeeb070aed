import Agent
import Foundation
import Outbox
import Presentation
import Reports
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AgentRoundTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
    }

    @Test func aRoundBringsEverythingToTheRegion() async throws {
        let core = try AgentCore.make(in: directory)
        try await core.enroll(with: aggregator.file(room: "12"))
        let round = AgentRound(
            scan: { Sample.scan("room \($0.room ?? "")") }, measure: { _ in .tested(Sample.lineTest("1")) })
        let summary = try await round.run(on: core)
        #expect(summary.exitStatus == .ok)
        #expect(summary.scanIsNews)
        #expect(summary.delivery.delivered == 1)
        #expect(summary.left.pending == 0)
        let report = try #require(aggregator.reports.first)
        // As it was seen, and each device with its digest.
        var told = try #require(report.scan)
        for index in told.devices.indices { #expect(told.devices[index].digest.take() != nil) }
        #expect(told == summary.scan)
        #expect(report.scan?.devices.first?.id == "room 12")
        #expect(report.lineTests?.map(\.id) == ["1"])
        #expect(report.deviceDays?.count == 1)
        #expect(report.agent == core.agent)
    }

    @Test func whatCouldNotBeSentIsThereNextTime() async throws {
        let address = try aggregator.address
        do {
            let core = try AgentCore.make(in: directory)
            try await core.enroll(with: aggregator.file())
            aggregator.willFail(.closeAfterCommit)
            let summary = try await Sample.round.run(on: core)
            #expect(summary.exitStatus == .unavailable)
            #expect(summary.left.pending == 1)
            try await aggregator.stop()
        }
        // Another process, as it were: everything comes from the disk.
        let core = try AgentCore.make(in: directory)
        #expect(core.enrollment?.server == address)
        try await aggregator.start()
        let summary = try await Sample.round.run(on: core)
        #expect(summary.exitStatus == .ok)
        #expect(!summary.scanIsNews)
        #expect(summary.left.pending == 0)
        #expect(aggregator.memory.withLock { $0.duplicates } == 1)
        #expect(aggregator.reports.filter { $0.scan != nil }.count == 1)
    }

    @Test func aRefusedReportIsNoSuccess() async throws {
        let core = try AgentCore.make(in: directory)
        try await core.enroll(with: aggregator.file())
        aggregator.willFail(.refuse([0]))
        #expect(try await Sample.round.run(on: core).exitStatus == .badData)
    }

    @Test func statusTellsWithoutTouching() async throws {
        let path = directory.file("state")
        let before = try AgentStatus.read(stateDirectory: path)
        #expect(!before.running && !before.isEnrolled && before.agent == nil && before.outbox == nil)
        #expect(!FileManager.default.fileExists(atPath: path))
        var core: AgentCore? = try AgentCore.make(in: directory)
        try await core?.enroll(with: aggregator.file(room: "12", label: "INV-7"))
        try core?.record(scan: Sample.scan("a"))
        let running = try AgentStatus.read(stateDirectory: path)
        #expect(running.running)
        #expect(running.agent == core?.agent)
        #expect(running.school == "KZ-1" && running.room == "12" && running.label == "INV-7")
        #expect(running.outbox == (try core?.outbox.status()))
        #expect(running.outbox?.unsealedScan == true)
        core = nil
        let stopped = try AgentStatus.read(stateDirectory: path)
        #expect(!stopped.running)
        #expect(stopped.outbox == running.outbox)
        let keys = try #require(try JSONSerialization.jsonObject(with: ReportCoder.encode(stopped)) as? [String: Any])
            .keys
        #expect(keys.contains("state_directory") && keys.contains("line_test_server"))
    }

    @Test func theSystemsClockIsThisBoots() throws {
        let told = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        let clock = AgentClock.system()
        let first = clock.now()
        #expect(first.bootID == told.trimmingCharacters(in: .whitespacesAndNewlines))
        #expect(first.monotonic > 0 && clock.now().monotonic >= first.monotonic)
        #expect(abs(first.wallClock.timeIntervalSinceNow) < 5)
        // Without a boot id nothing may be compared across runs.
        let nowhere = directory.file("boot_id")
        #expect(
            AgentClock.system(bootIDPath: nowhere).now().bootID != AgentClock.system(bootIDPath: nowhere).now().bootID)
    }
}
