import Foundation
import NIOPosix
import Outbox
import Presentation
import Reports
import Synchronization
import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct EnrollerTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator
    private let core: AgentCore

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
        core = try AgentCore.make(in: directory)
    }

    @Test func enrollsAndRemembers() async throws {
        let enrollment = try await core.enroll(with: aggregator.file(room: "12", label: "INV-7"))
        #expect(enrollment.school == "KZ-1")
        #expect(enrollment.regionKey == aggregator.regionKey.publicKey)
        #expect(enrollment.regionHash?("x", purpose: "mac") == RegionHash(key: aggregator.hashKey)("x", purpose: "mac"))
        #expect(enrollment.room == "12")
        #expect(try core.state.enrollment() == enrollment)
        #expect(try directory.mode("state/enrollment.json") == 0o600)
        let saved = try String(contentsOfFile: directory.file("state/enrollment.json"), encoding: .utf8)
        #expect(!saved.contains(aggregator.code.text) && !saved.contains(aggregator.code.secret))
    }

    @Test func theSameFileAsksNobodyAgain() async throws {
        try await core.enroll(with: aggregator.file())
        try await aggregator.stop()
        let changed = try await core.enroll(with: aggregator.file(room: "14"))
        #expect(changed.room == "14")
        #expect(try core.state.enrollment()?.room == "14")
    }

    @Test func whatThePCIsForIsTakenOverToo() async throws {
        var file = try aggregator.file()
        #expect(try await core.enroll(with: file).pedagogical == nil)
        file.pedagogical = false
        #expect(try await core.enroll(with: file).pedagogical == false)
        #expect(try core.state.enrollment()?.pedagogical == false)
        #expect(!PedagogicalSetting(environment: [:], enrolled: false).value)
        #expect(PedagogicalSetting(environment: ["PARTA_PEDAGOGICAL": "yes"], enrolled: false).value)
    }

    @Test(arguments: [
        ("unknown_code", EnrollmentFailure.Code.unknownCode), ("code_expired", .codeExpired),
        ("code_used_up", .codeUsedUp), ("revoked", .revoked), ("too_many_attempts", .rateLimited(seconds: 30)),
        ("something_new", .refused),
    ])
    func aWordTurnsIntoASentence(word: String, code: EnrollmentFailure.Code) async throws {
        aggregator.willFail(
            .answer(status: 403, retryAfter: "30", body: #"{"error":"\#(word)","message":"said\u0007so"}"#))
        let failure = await #expect(throws: EnrollmentFailure.self) { try await core.enroll(with: aggregator.file()) }
        #expect(failure?.code == code)
        let text = failure?.description ?? ""
        #expect(text.contains("; ") && !text.contains("\u{7}") && !text.contains("\n"), "\(text)")
        #expect(core.enrollment == nil)
    }

    @Test(arguments: [(429, "too_many_attempts"), (429, "slow_down"), (503, "busy"), (500, "unknown_code")])
    func whatMayPassIsTriedAgain(status: Int, word: String) async throws {
        aggregator.willFail(
            .answer(status: status, retryAfter: "30", body: #"{"error":"\#(word)","message":"later"}"#))
        let failure = await #expect(throws: (any Error).self) { try await core.enroll(with: aggregator.file()) }
        #expect((failure as? EnrollmentFailure)?.mayPass != false)
        #expect((failure as? any ExplainedFailure)?.exitStatus == .unavailable)
        #expect(try await core.enroll(with: aggregator.file()).school == "KZ-1")
    }

    @Test func anotherRegionIsNotBelieved() async throws {
        let other = try await TestAggregator()
        let file = try EnrollmentFile(server: other.address, code: aggregator.code)
        // It answers every code, as an impostor would.
        let key = try core.state.signingKey().publicKey
        let answer = try ReportCoder.encode(other.response(for: key, signedBy: other.regionKey))
        other.willFail(.answer(status: 200, retryAfter: nil, body: String(decoding: answer, as: UTF8.self)))
        let failure = await #expect(throws: EnrollmentFailure.self) { try await core.enroll(with: file) }
        #expect(failure?.code == .wrongRegion)
        #expect(failure?.exitStatus == .noPermission)
        #expect(core.enrollment == nil)
        #expect(other.memory.withLock { $0.requests } == 0, "the secret was told to a stranger")
    }

    /// The right public key is no secret: who shows it and signs with another is not believed after all.
    @Test func aBorrowedRegionKeyIsNotEnough() async throws {
        let forged = try aggregator.response(for: core.state.signingKey().publicKey, signedBy: SigningKey())
        let answer = try ReportCoder.encode(forged)
        aggregator.willFail(.answer(status: 200, retryAfter: nil, body: String(decoding: answer, as: UTF8.self)))
        let failure = await #expect(throws: EnrollmentFailure.self) { try await core.enroll(with: aggregator.file()) }
        #expect(failure?.code == .wrongRegion)
        #expect(core.enrollment == nil)
    }

    /// The region's public key is no secret: what is signed by another, or for another, proves nothing.
    @Test func aReceiptMustProveItself() throws {
        let key = SigningKey()
        let region = aggregator.regionKey.publicKey
        let forged = try aggregator.response(for: key.publicKey, signedBy: SigningKey())
        let foreign = try aggregator.response(for: SigningKey().publicKey, signedBy: aggregator.regionKey)
        for response in [forged, foreign] {
            let failure = #expect(throws: EnrollmentFailure.self) {
                try Enroller.receipt(response.receipt, from: region, for: key.publicKey)
            }
            #expect(failure?.code == .badReceipt)
        }
        let honest = try aggregator.response(for: key.publicKey, signedBy: aggregator.regionKey)
        #expect(try Enroller.receipt(honest.receipt, from: region, for: key.publicKey).school == "KZ-1")
    }

    @Test(arguments: ["<html>", "", #"{"region_key":"AAAA"}"#])
    func whatIsNoAnswerIsSaidToBeNone(body: String) async throws {
        aggregator.willFail(.answer(status: 200, retryAfter: nil, body: body))
        let failure = await #expect(throws: ConnectionFailure.self) { try await core.enroll(with: aggregator.file()) }
        #expect(failure?.code == .garbled)
    }

    @Test func nothingIsKeptBeforeEnrollment() throws {
        let failure = #expect(throws: EnrollmentFailure.self) { try core.record(scan: Sample.scan("a")) }
        #expect(failure?.code == .notEnrolled)
        #expect(failure?.description.contains("parta-agent enroll") == true)
        #expect(try !core.outbox.status().unsealedScan)
    }
}
