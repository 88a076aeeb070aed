import Foundation
import Outbox
import Reports
import Synchronization
import Testing

@testable import Agent

/// What a region asks for in its answers: whole scans, and again what a restored store has lost.
@Suite(.timeLimit(.minutes(1)))
struct AskingTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator
    private let time = TestClock()
    private let core: AgentCore

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
        core = try AgentCore.make(in: directory, clock: time.clock)
        try await core.enroll(with: aggregator.file())
    }

    @Test func aRegionThatAsksIsToldTheWholeScan() async throws {
        try core.record(scan: Sample.scan("a", "b"))
        aggregator.memory.withLock { $0.sendFull = true }
        // Asked in the first answer, told in the same delivery.
        #expect(try await core.deliver(.daemon).delivered == 2)
        let scans = aggregator.reports.sorted { $0.seq < $1.seq }
        #expect(scans.map { $0.scan?.devices.map(\.id) } == [["a", "b"], ["a", "b"]])
        #expect(scans.map(\.devicesSeq) == [1, 2])
        #expect(Set(scans.map(\.devicesDigest)).count == 1)
        try core.record(scan: Sample.scan("a", "b"))
        _ = try await core.deliver(.everything)
        #expect(aggregator.reports.filter { $0.scan != nil }.count == 2)
    }

    @Test func aStoreThatForgotIsToldAgainByteForByte() async throws {
        for number in 1...9 {
            try core.record(lineTest: Sample.lineTest("\(number)"))
            _ = try await core.deliver(.everything)
        }
        let before = aggregator.memory.withLock { $0.digests }
        #expect(before.count == 9)
        // Yesterday's backup is restored: it holds the first four.
        aggregator.memory.withLock { memory in
            memory.storeEpoch = "2"
            for name in memory.reports.filter({ $0.value.seq > 4 }).map(\.key) {
                memory.reports[name] = nil
                memory.digests[name] = nil
            }
        }
        try core.record(lineTest: Sample.lineTest("10"))
        let outcome = try await core.deliver(.everything)
        #expect(outcome.resent == 5)
        #expect(outcome.failure == nil)
        #expect(aggregator.lineTests == (1...10).map(String.init).sorted())
        let after = aggregator.memory.withLock { $0.digests }
        #expect(before.allSatisfy { after[$0.key] == $0.value })
        #expect(aggregator.memory.withLock { $0.duplicates } == 0)
        #expect(try await core.deliver(.everything).requests == 0)
    }

    /// A clock of 1970 learns the time from the first answer, and the day that was held back follows at once.
    @Test func aDeadBatteryLearnsTheTimeFromTheFirstAnswer() async throws {
        let lost = try AgentCore.make(
            in: directory, named: "lost",
            clock: AgentClock {
                ObservedTime(bootID: "boot-1970", monotonic: 500, wallClock: Date(timeIntervalSince1970: 500))
            })
        try await lost.enroll(with: aggregator.file())
        try lost.record(scan: Sample.scan("a"))
        #expect(try await lost.deliver(.everything).delivered == 2)
        let days = aggregator.reports.flatMap { $0.deviceDays ?? [] }
        let now = aggregator.memory.withLock { $0.serverTime }
        #expect(days.map(\.day) == [LocalDay.text(of: now)])
        #expect(days.map(\.first.wallClock) == [now])
    }

    @Test(arguments: ["enrollment.json", "origin.json", "machine.json"])
    func aDamagedFileIsMovedAsideAndSaid(name: String) throws {
        let path = directory.file("state-2")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data("{ torn".utf8).write(to: URL(filePath: "\(path)/\(name)"))
        let agent: AgentID
        do {
            let damaged = try AgentCore.make(in: directory, named: "state-2")
            agent = damaged.agent
            #expect(damaged.damageNotices.count == 1)
            #expect(damaged.damageNotices.first?.contains("\(path)/\(name).corrupt-1") == true)
            #expect(damaged.enrollment == nil)
        }
        #expect(try Data(contentsOf: URL(filePath: "\(path)/\(name).corrupt-1")) == Data("{ torn".utf8))
        // The next start is quiet, and the same agent.
        let again = try AgentCore.make(in: directory, named: "state-2")
        #expect(again.damageNotices == [] && again.agent == agent)
    }
}
