import Foundation
import Reports
import Synchronization
import Testing

@testable import Agent
@testable import Outbox

/// A computer that goes to another region takes nothing of the former one along.
@Suite(.timeLimit(.minutes(1)))
struct DepartureTests {
    private let directory: TemporaryDirectory
    private let first: TestAggregator
    private let second: TestAggregator

    init() async throws {
        directory = try TemporaryDirectory()
        first = try await TestAggregator()
        second = try await TestAggregator()
    }

    private func fill(_ core: AgentCore) throws {
        try core.record(lineTest: Sample.lineTest("sealed"))
        _ = try core.seal(.everything)
        try core.record(scan: Sample.scan("hashed with the first region's key"))
        try core.record(lineTest: Sample.lineTest("unsealed"))
    }

    private var kept: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: directory.file("state")).filter { $0.contains("left-") }
        }
    }

    @Test(arguments: [true, false])
    func whatWasNotDeliveredStaysBehind(isRekeyed: Bool) async throws {
        var core: AgentCore? = try AgentCore.make(in: directory)
        try await core?.enroll(with: first.file())
        try #require(core).outbox.recognise(storeEpoch: "first's", held: [])
        try fill(#require(core))
        if isRekeyed { #expect(try core?.obeyRekey() == true) }
        let stream = core?.outbox.stream
        try await core?.enroll(with: second.file())
        #expect(core?.departureNotice?.contains("outbox.sqlite.left-1") == true)
        #expect(core?.outbox.stream != stream)
        #expect(try core?.outbox.storeEpoch() == nil)
        try core?.record(lineTest: Sample.lineTest("second's"))
        #expect(try await core?.deliver(.everything).failure == nil)
        core = nil
        // Nor after the next start.
        let again = try AgentCore.make(in: directory)
        #expect(try await again.deliver(.everything).failure == nil)
        #expect(second.lineTests == ["second's"] && second.reports.allSatisfy { $0.scan == nil })
        #expect(second.memory.withLock { $0.problems } == [])
        #expect(first.reports.isEmpty)
        #expect(try kept == ["outbox.sqlite.left-1"])
        #expect(try directory.mode("state/outbox.sqlite.left-1") == 0o600)
        let left = try Outbox(path: directory.file("state/outbox.sqlite.left-1"))
        #expect(try left.status().pending + left.formerEnvelopes(after: 0).count == 1)
        #expect(try left.status().unsealedLineTests == (isRekeyed ? 0 : 1))
    }

    @Test func whereAllWasDeliveredNothingIsKeptAndNothingTold() async throws {
        let core = try AgentCore.make(in: directory)
        try await core.enroll(with: first.file())
        try core.record(lineTest: Sample.lineTest("1"))
        #expect(try await core.deliver(.everything).delivered == 1)
        try await core.enroll(with: second.file())
        #expect(try kept.isEmpty && core.departureNotice == nil)
        // The other region's store is another: what the first acknowledged must not travel again.
        #expect(try core.outbox.status().acknowledged == 0)
    }

    /// The power goes between the enrolment's file and the outbox: the next start leaves what the new region may not have.
    @Test(arguments: [true, false])
    func aDepartureThatBrokeOffIsFinished(isBefore: Bool) async throws {
        var core: AgentCore? = try AgentCore.make(in: directory)
        try await core?.enroll(with: first.file())
        try fill(#require(core))
        let stream = core?.outbox.stream
        if !isBefore {
            let other = try AgentCore.make(in: directory, named: "other")
            try await other.enroll(with: second.file())
            var enrollment = try #require(other.enrollment)
            // Of this key: another's would be none.
            let key = try #require(core).key.publicKey
            enrollment.receipt = try second.response(for: key, signedBy: second.regionKey).receipt
            second.memory.withLock { $0.keys[key.agentID] = key }
            try core?.state.save(enrollment)
        }
        core = nil
        let again = try AgentCore.make(in: directory)
        #expect((again.outbox.stream == stream) == isBefore)
        #expect(try kept == (isBefore ? [] : ["outbox.sqlite.left-1"]))
        #expect((again.departureNotice == nil) == isBefore)
        try again.record(lineTest: Sample.lineTest("after"))
        #expect(try await again.deliver(.everything).failure == nil)
        #expect(second.lineTests == (isBefore ? [] : ["after"]))
        #expect(Set(first.lineTests) == (isBefore ? ["sealed", "unsealed", "after"] : []))
    }

    /// An enrolment that cannot be kept takes nothing away from the region that goes on.
    @Test func whereTheEnrolmentCannotBeKeptNothingIsLeft() async throws {
        let core = try AgentCore.make(in: directory)
        try await core.enroll(with: first.file())
        try fill(core)
        let file = directory.file("state/enrollment.json")
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.createDirectory(atPath: "\(file)/in the way", withIntermediateDirectories: true)
        await #expect(throws: StateFailure.self) { try await core.enroll(with: second.file()) }
        #expect(try kept.isEmpty)
        #expect(try await core.deliver(.everything).failure == nil)
        #expect(first.lineTests == ["sealed", "unsealed"] && second.reports.isEmpty)
    }

    /// Until the outbox could be put aside, nothing is added to it in the new region's name.
    @Test func whatCannotBeLeftYetIsNotRecordedInto() async throws {
        var core: AgentCore? = try AgentCore.make(in: directory)
        try await core?.enroll(with: first.file())
        try fill(#require(core))
        let reader = try Connection(path: directory.file("state/outbox.sqlite"), readOnly: true)
        try reader.run("BEGIN")
        #expect(try reader.integer("SELECT count(*) FROM line_test") == 1)
        await #expect(throws: OutboxFailure.self) { try await core?.enroll(with: second.file()) }
        #expect(core?.enrollment?.regionKey == first.regionKey.publicKey)
        #expect(try core?.state.enrollment()?.regionKey == first.regionKey.publicKey)
        var enrollment = try #require(core?.enrollment)
        enrollment.regionKey = second.regionKey.publicKey
        enrollment.receipt = try second.response(
            for: #require(core).key.publicKey, signedBy: second.regionKey
        ).receipt
        try core?.state.save(enrollment)
        core = nil
        let again = try AgentCore.make(in: directory)
        #expect(again.enrollment?.regionKey == second.regionKey.publicKey)
        #expect(throws: OutboxFailure.self) { try again.record(lineTest: Sample.lineTest("refused")) }
        #expect(throws: OutboxFailure.self) { try again.record(scan: Sample.scan("refused")) }
        #expect(throws: OutboxFailure.self) { try again.seal(.everything) }
        await #expect(throws: OutboxFailure.self) { try await again.deliver(.everything) }
        try reader.run("COMMIT")
        reader.close()
        try again.finishDeparture()
        try again.record(lineTest: Sample.lineTest("taken"))
        #expect(try again.outbox.status().unsealedLineTests == 1)
        let status = try AgentStatus.read(stateDirectory: directory.file("state"))
        #expect(status.leftOutboxes?.map(\.path) == [directory.file("state/outbox.sqlite.left-1")])
        #expect(try #require(status.leftOutboxes?.first).bytes > 4_096)
    }

    /// Why a computer was refused once is forgotten with every enrolment, also one that no service carried out.
    @Test func aRefusalIsForgottenByAnEnrolment() async throws {
        let core = try AgentCore.make(in: directory)
        core.state.note(
            EnrollmentRefusal(
                EnrollmentFailure(code: .codeUsedUp, reason: "used up"), at: Date(timeIntervalSince1970: 1)))
        #expect(StateDirectory.refusal(in: core.state.path) != nil)
        try await core.enroll(with: first.file())
        #expect(StateDirectory.refusal(in: core.state.path) == nil)
    }

    @Test func theSameRegionUnderAnotherCodeIsNoDeparture() async throws {
        let core = try AgentCore.make(in: directory)
        try await core.enroll(with: first.file())
        try fill(core)
        let code = EnrollmentCode(
            regionKey: first.regionKey.publicKey, secret: Data(repeating: 0x5a, count: 7))
        try await core.enroll(with: EnrollmentFile(server: first.address, code: code, room: "9"))
        #expect(try await core.deliver(.everything).failure == nil)
        #expect(first.lineTests == ["sealed", "unsealed"])
        #expect(try kept.isEmpty)
    }
}
