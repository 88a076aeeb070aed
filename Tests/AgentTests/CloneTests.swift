import Foundation
import Inventory
import LineTesting
import Logging
import Outbox
import Presentation
import Reports
import Synchronization
import Testing

@testable import Agent

/// One state directory on two machines.
@Suite("Copied state", .timeLimit(.minutes(1)))
struct CloneTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator

    static let first = machine("1")
    static let second = machine("2")

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
    }

    static func machine(_ number: String) -> MachineParts {
        MachineParts(parts: [
            .init(kind: .dmiUUID, text: "4c4c4544-0042-3510-8052-b4c04f34324\(number)"),
            .init(kind: .mac, text: "00:1b:21:3c:9d:f\(number)"), .init(kind: .disk, text: "S4EWNX0R60123\(number)"),
        ])
    }

    private func core(_ name: String, on machine: MachineParts?) throws -> AgentCore {
        try AgentCore.make(in: directory, named: name, machine: machine)
    }

    private func copy(_ name: String, to copy: String) throws {
        try FileManager.default.copyItem(atPath: directory.file(name), toPath: directory.file(copy))
    }

    /// An enrolled agent with one envelope sealed and not delivered, and rows not sealed; answers its id.
    private func original(_ name: String = "one") async throws -> AgentID {
        let core = try core(name, on: Self.first)
        try await core.enroll(with: aggregator.file())
        try core.record(lineTest: Sample.lineTest("sealed"))
        _ = try core.seal(.everything)
        try core.record(lineTest: Sample.lineTest("unsealed"))
        return core.agent
    }

    @Test("two agents started from one copied state directory become two agents")
    func twoAgents() async throws {
        let agent = try await original()
        try copy("one", to: "two")
        let one = try core("one", on: Self.first)
        let two = try core("two", on: Self.second)
        #expect(one.agent == agent && one.enrollment != nil && one.origin == nil)
        #expect(two.agent != agent && two.enrollment == nil)
        let origin = try #require(two.origin)
        #expect(origin.agent == two.agent && origin.clonedFrom == agent && origin.reason == .copied)
        #expect(FormerProof.proves(try #require(origin.formerProof), of: two.agent, by: one.key.publicKey))
        #expect(two.outbox.stream != one.outbox.stream)

        try await two.enroll(with: aggregator.file())
        #expect(aggregator.memory.withLock { $0.origins } == [two.agent: agent])
        try two.record(lineTest: Sample.lineTest("second's"))
        let delivery = try await two.deliver(.everything)
        #expect(delivery.failure == nil && delivery.delivered == 2)
        let told = try await one.deliver(.everything)
        #expect(told.failure == nil)

        #expect(aggregator.memory.withLock { $0.problems } == [])
        #expect(aggregator.memory.withLock { $0.duplicates } == 1, "the sealed envelope came from both, byte for byte")
        let tests = aggregator.reports.flatMap { report in (report.lineTests ?? []).map { [report.agent.text, $0.id] } }
        #expect(
            Set(tests) == [[agent.text, "sealed"], [agent.text, "unsealed"], [two.agent.text, "second's"]],
            "what was not sealed is the original's alone")
    }

    @Test("the old key is kept aside until what it sealed has arrived")
    func formerKey() async throws {
        let agent = try await original()
        try copy("one", to: "two")
        let aside = "two/key-of-\(agent)"
        let two = try core("two", on: Self.second)
        #expect(try directory.mode(aside) == 0o600)
        try await two.enroll(with: aggregator.file())
        aggregator.willFail(.closeBeforeCommit)
        #expect(try await two.deliver(.everything).failure is ConnectionFailure)
        #expect(try directory.mode(aside) == 0o600)
        #expect(try await two.deliver(.everything).delivered == 1)
        #expect(!FileManager.default.fileExists(atPath: directory.file(aside)))
    }

    @Test("a copy without an enrolment file reports nothing and says so")
    func withoutFile() async throws {
        let agent = try await original()
        try copy("one", to: "two")
        do {
            let two = try core("two", on: Self.second)
            #expect(two.copyNotice?.contains(agent.text) == true)
            let failure = await #expect(throws: EnrollmentFailure.self) { try await Sample.round.run(on: two) }
            #expect(failure?.code == .copied && failure?.exitStatus == .noPermission)
            #expect(failure?.description.contains("parta-agent enroll") == true)
        }
        let status = try AgentStatus.read(stateDirectory: directory.file("two"))
        #expect(!status.isEnrolled && status.clonedFrom == agent)
        // The next start finds it as it was left.
        let again = try core("two", on: Self.second)
        #expect(again.agent == status.agent && again.copyNotice != nil)
        #expect(aggregator.reports.isEmpty)
    }

    @Test("a repaired machine goes on as itself, step by step to all new parts")
    func repaired() async throws {
        let agent = try await original()
        let old = Self.first.parts
        let new = Self.second.parts
        for parts in [[new[0], old[1], old[2]], [new[0], new[1], old[2]], new] {
            let core = try core("one", on: MachineParts(parts: parts))
            #expect(core.agent == agent && core.enrollment != nil)
        }
        #expect(try core("one", on: Self.first).agent != agent, "the first machine's parts are forgotten by now")
    }

    @Test("a machine that shows nothing is no clone")
    func unreadable() async throws {
        let agent = try await original()
        #expect(try core("one", on: nil).agent == agent)
        #expect(try core("one", on: MachineParts(parts: [])).agent == agent)
        #expect(try core("one", on: Self.first).agent == agent)
    }

    @Test("what the machine is known by is kept hashed, for its owner only, and only once enrolled")
    func record() async throws {
        let file = "one/machine.json"
        let core = try core("one", on: Self.first)
        #expect(!FileManager.default.fileExists(atPath: directory.file(file)))
        try await core.enroll(with: aggregator.file())
        #expect(try directory.mode(file) == 0o600)
        let saved = try String(contentsOfFile: directory.file(file), encoding: .utf8)
        for part in Self.first.parts { #expect(!saved.contains(part.text)) }
    }

    @Test("an agent enrolled before machines were remembered is no clone")
    func upgraded() async throws {
        let agent = try await original()
        try FileManager.default.removeItem(atPath: directory.file("one/machine.json"))
        #expect(try core("one", on: Self.second).agent == agent)
        #expect(try core("one", on: Self.first).agent != agent, "from then on it is")
    }

    @Test("a power cut in the middle of becoming another is mended by the next start", arguments: 0..<3)
    func powerCut(after step: Int) async throws {
        let agent = try await original()
        try copy("one", to: "two")
        let before = directory.file("two")
        let enrollment = try Data(contentsOf: URL(filePath: "\(before)/enrollment.json"))
        let key = try Data(contentsOf: URL(filePath: "\(before)/key"))
        _ = try core("two", on: Self.second).agent
        // As it was after the step: the new stream alone, then its origin too, then the key but the old enrolment.
        if step < 2 { try key.write(to: URL(filePath: "\(before)/key")) }
        if step < 1 { try FileManager.default.removeItem(atPath: "\(before)/origin.json") }
        try enrollment.write(to: URL(filePath: "\(before)/enrollment.json"))
        let two = try core("two", on: Self.second)
        #expect(two.agent != agent && two.enrollment == nil && two.origin?.clonedFrom == agent)
        #expect(try two.outbox.formerStream()?.pending(limitBytes: .max, limitCount: .max).count == 1)
    }

    @Test("an ordered re-key is obeyed like a clone, once")
    func ordered() async throws {
        let agent = try await original()
        let core = try core("one", on: Self.first)
        aggregator.memory.withLock { $0.rekeying = [agent] }
        var memory = SurveyMemory()
        var planner = LineTestPlanner(
            plan: SlotPlan(calendar: LineTestOptions(environment: [:]) { _ in }.settings.calendar, testsPerDay: 4) {
                _ in 0
            },
            settings: LineTestOptions(environment: [:]) { _ in }.settings)
        planner.spend(7_000_000, now: core.clock.now())
        memory.planner = planner.state
        memory.planner.handled = ["2026-09-01/1"]
        try core.outbox.record(lineTests: [], slot: nil, ledger: memory.ledger)
        let outcome = try await core.deliver(.everything)
        let kept = try SurveyMemory(from: core.outbox).planner
        #expect(kept.ledger == planner.state.ledger && kept.handled.isEmpty)
        #expect(outcome.rekeyed && core.agent != agent && core.enrollment == nil)
        #expect(core.copyNotice?.contains("two computers") == true)
        try await core.enroll(with: aggregator.file())
        #expect(aggregator.memory.withLock { $0.origins[core.agent] } == agent)
        let fresh = core.agent
        aggregator.memory.withLock { $0.rekeying = [agent, fresh] }
        try core.record(lineTest: Sample.lineTest("after"))
        let again = try await core.deliver(.everything)
        #expect(again.rekeyOrdered && !again.rekeyed && core.agent == fresh && core.enrollment != nil)
    }

    @Test("the service enrols again by itself after an order, and stops reporting where it has no file")
    func courier() async throws {
        let agent = try await original()
        let core = try core("one", on: Self.first)
        aggregator.memory.withLock { $0.rekeying = [agent] }
        var courier = Courier(
            core: core, file: try aggregator.file(), policy: .everything, backoff: Backoff(),
            logger: Logger(label: "test"))
        #expect(await courier.step() == .seconds(0))
        #expect(core.enrollment == nil)
        #expect(await courier.step() == .untilNews)
        #expect(core.enrollment != nil && core.origin?.clonedFrom == agent)

        try copy("one", to: "two")
        let two = try self.core("two", on: Self.second)
        var silent = Courier(
            core: two, file: nil, policy: .everything, backoff: Backoff(), logger: Logger(label: "test"))
        #expect(await silent.step() == .forGood)
    }
}
