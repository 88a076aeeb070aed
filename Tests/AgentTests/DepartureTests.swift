import Foundation
import Outbox
import Reports
import Synchronization
import Testing

@testable import Agent

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
