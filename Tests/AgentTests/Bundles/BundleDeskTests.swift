import Foundation
import Outbox
import Reports
import Synchronization
import Testing

@testable import Agent

/// Bundles of a computer whose clock stands at 1970, and the region's answers to them.
struct BundleDeskTests {
    private let directory: TemporaryDirectory
    private let region = SigningKey()
    private let sealing = SealingKey()
    private let clock = TestClock(epoch: 0)
    /// 2026-09-01T08:00:00Z
    private let morning = Date(timeIntervalSince1970: 1_788_249_600)

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func core(built: Date? = nil, server: ServerAddress? = nil) async throws -> AgentCore {
        let core = try AgentCore.make(in: directory, clock: clock.clock, built: built)
        let offline = OfflineEnrollment(
            school: "KZ-9", regionKey: region.publicKey, sealingKey: sealing.publicKey,
            hashKey: Data(repeating: 7, count: 32), secret: "SECRET")
        try await core.enroll(with: EnrollmentFile(server: server, offline: offline))
        return core
    }

    private func answer(
        _ core: AgentCore, at time: Date, accepted: [AcceptedStream] = [], refused: [RefusedNumber] = []
    ) throws -> String {
        let answer = Acknowledgement(
            agent: core.agent, serverTime: time, accepted: accepted, refused: refused, storeEpoch: "e")
        return try Envelope.seal(answer, kind: .acknowledgement, with: region).text
    }

    /// The reports of a bundle.
    private func export(_ core: AgentCore) async throws -> [Report] {
        let file = Mutex(Data())
        _ = try await BundleDesk(core: core).export(all: false) { piece in file.withLock { $0 += piece } }
        var reader = BundleReader { [sealing] _ in sealing }
        let items = try reader.read(file.withLock { $0 })
        try reader.finish()
        return items.compactMap { item in
            guard case .envelope(let text) = item else { return nil }
            return try? Envelope(text: text).open(Report.self, kind: .report, with: core.key.publicKey)
        }
    }

    @Test func daysOfADeadClockAreInTheBundle() async throws {
        let core = try await core(built: morning)
        clock.advance(60)
        try core.record(scan: Sample.scan("a"))
        clock.advance(600)
        try core.record(scan: Sample.scan("a"))
        let days = try await export(core).flatMap { $0.deviceDays ?? [] }
        #expect(days.map(\.day) == [LocalDay.text(of: morning)])
        #expect(days.first?.minutes == 10 && days.first?.timeEstimated == true)
        #expect(try core.outbox.status().unsealedDeviceDays == 0)
    }

    /// Where a server may tell the time within the hour, the present boot's days wait for it; after a week of boots no more.
    @Test func whereAServerMayTellTheTimeTheBootWaitsForIt() async throws {
        let core = try await core(built: morning, server: ServerAddress("http://127.0.0.1:1"))
        clock.advance(60)
        try core.record(scan: Sample.scan("a"))
        clock.advance(600)
        try core.record(scan: Sample.scan("a"))
        #expect(try await export(core).flatMap { $0.deviceDays ?? [] } == [])
        #expect(try core.outbox.status().unsealedDeviceDays == 1)
        clock.advance(7 * 86_400)
        try core.record(scan: Sample.scan("a"))
        let days = try await export(core).flatMap { $0.deviceDays ?? [] }
        #expect(days.first?.day == LocalDay.text(of: morning) && days.allSatisfy { $0.timeEstimated == true })
    }

    /// Each of what a region signs with a date says what is past; the newest counts.
    @Test func whatIsKnownToBePast() async throws {
        let core = try await core()
        #expect(try core.knownPast() == nil)
        let receipt = EnrollmentReceipt(
            agent: core.agent, publicKey: core.key.publicKey, school: "KZ-9", issuedAt: morning)
        try core.complete(receipt: Envelope.seal(receipt, kind: .receipt, with: region).text)
        #expect(try core.knownPast() == morning)
        let settings = SettingsDocument(
            version: 1, issuedAt: morning.addingTimeInterval(10), school: "KZ-9", settings: RegionSettings())
        try core.acceptSettings(envelopeText: Envelope.seal(settings, kind: .settings, with: region).text)
        #expect(try core.knownPast() == morning.addingTimeInterval(10))
        _ = try BundleDesk(core: core).acknowledge(answer(core, at: morning.addingTimeInterval(20)))
        #expect(try core.knownPast() == morning.addingTimeInterval(20))
    }

    /// An envelope acknowledged in 1970 would be forgotten by the next answer, a fortnight early.
    @Test func anAnswerIsDatedByTheRegionsClock() async throws {
        let core = try await core()
        for number in 1...2 {
            try core.record(lineTest: Sample.lineTest("\(number)"))
            _ = try await export(core)
            let accepted = AcceptedStream(stream: core.outbox.stream, ranges: SequenceRanges(1...number))
            let time = morning.addingTimeInterval(Double(number) * 86_400)
            #expect(
                try BundleDesk(core: core).acknowledge(answer(core, at: time, accepted: [accepted])).acknowledged == 1)
        }
        _ = try core.outbox.acknowledge(
            stream: core.outbox.stream, ranges: SequenceRanges(), at: morning.addingTimeInterval(3 * 86_400))
        #expect(try core.outbox.status().acknowledged == 2)
    }

    @Test func anEarlierStreamIsAcknowledgedAndRefusedByFile() async throws {
        let core = try await core()
        for number in 1...3 {
            try core.record(lineTest: Sample.lineTest("\(number)"))
            _ = try core.seal(.everything)
        }
        _ = try await export(core)
        let earlier = core.outbox.stream
        // The third was refused over a line meanwhile, and the stream renewed for it.
        try core.outbox.refuse(seq: 3, reason: "stream_conflict: held with other content")
        #expect(try core.outbox.renewStream(with: core.key, at: clock.clock.now()) == 1)
        #expect(core.outbox.stream != earlier)
        let text = try answer(
            core, at: morning,
            accepted: [
                AcceptedStream(stream: earlier, ranges: SequenceRanges([1])),
                // Renewed and not exported since: nothing can have arrived of it.
                AcceptedStream(stream: core.outbox.stream, ranges: SequenceRanges(1...9)),
            ],
            refused: [
                RefusedNumber(stream: earlier, seq: 2, error: "bad_payload", message: "no"),
                RefusedNumber(stream: earlier, seq: 4, error: "bad_payload", message: "another stream's number"),
            ])
        let summary = try BundleDesk(core: core).acknowledge(text)
        #expect(summary.acknowledged == 1 && summary.refused == 1)
        #expect(try core.outbox.refused().map(\.seq) == [2])
        #expect(try core.outbox.pending(limitBytes: .max).map(\.seq) == [4])
    }
}
