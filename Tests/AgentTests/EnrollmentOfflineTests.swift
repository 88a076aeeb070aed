import Foundation
import NIOPosix
import Outbox
import Reports
import Synchronization
import Testing

@testable import Agent

/// A school that no network reaches: its computers enrol from a file, and the region's word comes by hand.
@Suite(.timeLimit(.minutes(1)))
struct EnrollmentOfflineTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator
    private let offline: OfflineEnrollment

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
        offline = OfflineEnrollment(
            school: "KZ-9", regionKey: aggregator.regionKey.publicKey,
            sealingKey: try SealingPublicKey(rawRepresentation: Data(repeating: 9, count: 32)),
            hashKey: aggregator.hashKey,
            secret: aggregator.code.secret)
    }

    private func file(server: ServerAddress? = nil, room: String? = nil) throws -> EnrollmentFile {
        try EnrollmentFile(server: server, offline: offline, room: room)
    }

    private var text: String { offline.lines.joined(separator: "\n") }

    @Test func enrollsWithoutAskingAnybody() async throws {
        try await aggregator.stop()
        let core = try AgentCore.make(in: directory)
        let enrollment = try await core.enroll(with: file(room: "12"))
        #expect(enrollment.school == "KZ-9" && enrollment.room == "12")
        #expect(enrollment.receipt == nil && enrollment.server == nil && enrollment.sealingKey == offline.sealingKey)
        #expect(enrollment.regionHash?("x", purpose: "mac") == RegionHash(key: aggregator.hashKey)("x", purpose: "mac"))
        #expect(try core.record(scan: Sample.scan("a")))
        try core.record(lineTest: Sample.lineTest("t"))
        let outcome = try await core.deliver(.everything)
        #expect(outcome.requests == 0 && outcome.failure == nil, "there is nobody to deliver to, and nothing wrong")
        #expect(try core.outbox.status().unsealedScan)
        #expect(try await core.enroll(with: file(room: "12")) == enrollment)
        #expect(try await core.enroll(with: file(room: "14")).room == "14")
        let status = try AgentStatus.read(stateDirectory: core.state.path)
        #expect(status.isEnrolled && status.unconfirmed == true)
    }

    @Test func theFirstBundleCarriesTheRequestAndTheReceiptEndsIt() async throws {
        var core: AgentCore? = try AgentCore.make(in: directory)
        try await core?.enroll(with: file())
        core = nil
        let again = try AgentCore.make(in: directory)
        let envelope = try #require(try again.enrollmentRequest())
        let request = try envelope.openSelfSigned(
            EnrollmentRequest.self, kind: .enrollment, limitBytes: 4_096, key: \.publicKey)
        #expect(request.secret == offline.secret && request.publicKey.agentID == again.agent)

        let foreign = try aggregator.response(for: SigningKey().publicKey, signedBy: aggregator.regionKey).receipt
        let forged = try aggregator.response(for: again.key.publicKey, signedBy: SigningKey()).receipt
        for receipt in [foreign, forged, "", "a.b.c"] {
            let failure = #expect(throws: EnrollmentFailure.self) { try again.complete(receipt: receipt) }
            #expect(failure?.code == .badReceipt)
        }
        #expect(try again.enrollmentRequest() != nil, "what was no receipt ended the wait for one")

        let receipt = try aggregator.response(for: again.key.publicKey, signedBy: aggregator.regionKey).receipt
        try again.complete(receipt: receipt)
        try again.complete(receipt: receipt)
        #expect(again.enrollment?.school == "KZ-1", "the region's word on the school wins over the file's")
        #expect(try again.enrollmentRequest() == nil)
        #expect(again.enrollment?.secret == nil)
        let saved = try String(contentsOfFile: directory.file("state/enrollment.json"), encoding: .utf8)
        #expect(!saved.contains(offline.secret))
        #expect(try await again.enroll(with: file()).receipt == receipt, "the same file asks for nothing again")
    }

    @Test func whereANetworkComesItEnrollsByTheSameSecret() async throws {
        let core = try AgentCore.make(in: directory)
        try await core.enroll(with: file())
        _ = try core.record(scan: Sample.scan("a"))
        try await core.enroll(with: file(server: aggregator.address))
        #expect(core.enrollment?.receipt == nil)
        let outcome = try await core.deliver(.everything)
        #expect(outcome.failure == nil && outcome.delivered == 1)
        #expect(core.enrollment?.receipt != nil && core.enrollment?.secret == nil)
        #expect(aggregator.memory.withLock { $0.problems } == [])
    }

    @Test func anotherRegionIsToldNothing() async throws {
        let stranger = try await TestAggregator()
        let core = try AgentCore.make(in: directory)
        try await core.enroll(with: file(server: stranger.address))
        _ = try core.record(scan: Sample.scan("a"))
        let outcome = try await core.deliver(.everything)
        #expect((outcome.failure as? EnrollmentFailure)?.code == .wrongRegion)
        #expect(stranger.memory.withLock { $0.requests } == 0, "the secret was told to a stranger")
        #expect(core.enrollment?.secret == offline.secret)
    }

    @Test func theServiceGetsItAsACredential() throws {
        try Data("\(text)\nPARTA_ROOM=12\n".utf8).write(to: URL(filePath: directory.file("enrollment")))
        let file = try #require(try EnrollmentFile.find(credentials: directory.path, path: "/nowhere"))
        #expect(file.offline == offline && file.server == nil && file.code == nil && file.room == "12")
        try file.write(to: directory.file("copy"))
        #expect(try EnrollmentFile.find(credentials: nil, path: directory.file("copy")) == file)
        #expect(try directory.mode("copy") == 0o600)
        #expect(!"\(offline)".contains(offline.secret))
    }

    @Test(arguments: OfflineEnrollment.Key.allCases)
    func aValueThatIsMissingOrWrongIsNamedAndNotShown(key: OfflineEnrollment.Key) {
        let lines = offline.lines.filter { !$0.hasPrefix("\(key.rawValue)=") }
        for broken in [lines, lines + ["\(key.rawValue)=zzz"], lines + ["\(key.rawValue)="]] {
            // Any text is a school's id or a secret.
            if broken.last == "PARTA_SCHOOL=zzz" || broken.last == "PARTA_SECRET=zzz" { continue }
            let failure = #expect(throws: EnrollmentFailure.self) {
                try EnrollmentFile(text: broken.joined(separator: "\n"), source: "f")
            }
            #expect(failure?.code == .badFile)
            let said = failure?.description ?? ""
            // Without a secret it is read as the online form, which lacks a server.
            #expect(said.contains(key.rawValue) || (key == .secret && said.contains("PARTA_SERVER")), "\(said)")
            #expect(!said.contains("zzz") && !said.contains(offline.secret))
        }
    }

    @Test func aCodeAndASecretInOneFileAreRefused() {
        let failure = #expect(throws: EnrollmentFailure.self) {
            try EnrollmentFile(text: "PARTA_CODE=x\n\(text)", source: "f")
        }
        #expect(failure?.description.contains("line 1") == true)
    }

    @Test func theWholeRegionKeyIsCheckedWhereTheFileSaysIt() async throws {
        let address = try aggregator.address
        let right = try EnrollmentFile(
            server: address, code: aggregator.code, regionKey: aggregator.regionKey.publicKey)
        let reread = try EnrollmentFile(text: right.text, source: "f")
        #expect(reread == right)
        let core = try AgentCore.make(in: directory)
        let wrong = try EnrollmentFile(server: address, code: aggregator.code, regionKey: SigningKey().publicKey)
        let failure = await #expect(throws: EnrollmentFailure.self) { try await core.enroll(with: wrong) }
        #expect(failure?.code == .wrongRegion)
        #expect(try await core.enroll(with: reread).school == "KZ-1")
    }

    /// Whatever the agent keeps is the service's alone.
    @Test func everyFileOfTheStateIsPrivate() async throws {
        let core = try AgentCore.make(in: directory, machine: nil, gateway: "g")
        try await core.enroll(with: file(server: aggregator.address))
        _ = try core.record(scan: Sample.scan("a"))
        _ = try await core.deliver(.everything)
        let names = try FileManager.default.contentsOfDirectory(atPath: core.state.path)
        #expect(Set(names).isSuperset(of: ["key", "lock", "enrollment.json", "outbox.sqlite"]))
        for name in names { #expect(try directory.mode("state/\(name)") == 0o600, "\(name)") }
        #expect(try directory.mode("state") == 0o700)
    }
}
