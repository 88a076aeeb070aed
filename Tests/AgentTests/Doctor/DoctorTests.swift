import Foundation
import NIOPosix
import Outbox
import Presentation
import Reports
import Testing

@testable import Agent

/// The doctor's own look at real directories and real servers.
@Suite("The doctor", .timeLimit(.minutes(1)))
struct DoctorTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// With hwdb files of nobody.
    private func examine(_ environment: [String: String] = [:], file: String = "") async throws -> Examination {
        try Data(file.utf8).write(to: URL(filePath: directory.file("agent.env")))
        let paths = AgentPaths(
            state: directory.file("state"), enrollmentFile: directory.file("enrollment"),
            environment: environment.merging([
                "RUNTIME_DIRECTORY": directory.path, "PARTA_HWDB": directory.path, "PARTA_TIME_ZONE": "Asia/Almaty",
            ]) { mine, _ in mine })
        return await Doctor(
            paths: paths, roots: .init(run: directory.path, environmentFile: directory.file("agent.env")),
            clock: .system(), group: MultiThreadedEventLoopGroup.singleton
        ).examine()
    }

    private func result(_ examination: Examination, _ check: Check) -> Finding? {
        examination.findings.first { $0.check == check }
    }

    @Test func everyCheckIsToldAndNothingIsChanged() async throws {
        let aggregator = try await TestAggregator(.make())
        var core: AgentCore? = try AgentCore.make(in: directory)
        try await core?.enroll(with: aggregator.file())
        try core?.record(scan: Sample.scan("a"))
        _ = try await core?.deliver(.everything)
        let whileHeld = try await examine()
        let service = try #require(result(whileHeld, .service))
        #expect(service.word == .controlSilent && service.detail.contains("process \(getpid())"))
        core = nil
        let before = try snapshot()
        let examination = try await examine()
        #expect(Set(examination.findings.map(\.check)) == Set(Check.allCases))
        for check in [Check.state, .enrolment, .dns, .proxy, .tls, .aggregator, .delivery, .outbox] {
            #expect(result(examination, check)?.result == .ok, "\(examination.findings)")
        }
        #expect(result(examination, .tls)?.detail.contains("key 1 of 1") == true)
        #expect(result(examination, .service)?.word == .notRunning)
        #expect(try snapshot() == before)
    }

    /// Names, sizes and times of what lies in the state; SQLite's own shared memory comes and goes with every reader.
    private func snapshot() throws -> [String: String] {
        var files: [String: String] = [:]
        let path = directory.file("state")
        for name in try FileManager.default.subpathsOfDirectory(atPath: path)
        where !name.hasSuffix("-shm") && !name.hasSuffix("-wal") {
            let facts = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            files[name] = "\(facts[.size] ?? 0) \(facts[.modificationDate] ?? 0)"
        }
        return files
    }

    @Test func somebodyBetweenIsNamed() async throws {
        let aggregator = try await TestAggregator(.make())
        var core: AgentCore? = try AgentCore.make(in: directory)
        try await core?.enroll(with: aggregator.file())
        core = nil
        try await aggregator.move(to: .make())
        let examination = try await examine()
        #expect(result(examination, .tls)?.word == .middleman, "\(examination.findings)")
        #expect(result(examination, .aggregator)?.result == .skipped)
        #expect(examination.exitStatus == .noPermission)
        try await aggregator.stop()
        let later = try await examine()
        #expect(result(later, .aggregator)?.word == .serverRefuses && later.exitStatus == .unavailable)
    }

    /// Why slots passed is read from what is not sealed yet and from what is.
    @Test(arguments: [true, false]) func passedSlotsAreTold(sealed: Bool) async throws {
        let aggregator = try await TestAggregator(.make())
        let core = try AgentCore.make(in: directory)
        try await core.enroll(with: aggregator.file())
        let now = core.clock.now()
        let slots = (1...LineFacts.slotsLookedAt).map { number in
            SlotRecord(
                id: "2026-09-01/\(number)", plannedAt: now.wallClock, decidedAt: now, inLessons: true, ran: false,
                reason: number > 2 ? .noAggregator : .serverBusy)
        }
        try core.outbox.record(lineTests: [], slots: slots, ledger: [:])
        if sealed { #expect(try core.seal(.everything) > 0) }
        let findings = try await examine().findings.filter { $0.word == .slotsSkipped }
        #expect(findings.first?.detail.hasSuffix("6 no_aggregator, 2 server_busy") == true, "\(findings)")
    }

    /// A technician tries it before the service has: with the file's server, and the file's idea of whose it is.
    @Test(arguments: [true, false]) func beforeEnrolment(isRight: Bool) async throws {
        let aggregator = try await TestAggregator(.make())
        let other = try await TestAggregator(.make())
        let file = try EnrollmentFile(server: aggregator.address, code: (isRight ? aggregator : other).code)
        try file.write(to: directory.file("enrollment"))
        let examination = try await examine()
        #expect(result(examination, .enrolment)?.word == .enrolmentPending)
        #expect(result(examination, .tls)?.word == (isRight ? nil : .otherRegion), "\(examination.findings)")
        #expect(examination.exitStatus == (isRight ? .ok : .noPermission))
        #expect(!FileManager.default.fileExists(atPath: directory.file("state")))
        let told = try String(decoding: ReportCoder.encode(examination.findings), as: UTF8.self)
        #expect(!told.contains(file.secret))
    }

    /// The service's file says which proxy, whatever the shell says.
    @Test(arguments: ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 407 No\r\n\r\n"])
    func theServicesProxyIsTried(answer: String) async throws {
        let aggregator = try await TestAggregator(.make())
        let proxy = try await TestRelay(.proxy(answer: answer), toward: aggregator.portNumber)
        // A name that only the proxy can find.
        let file = try EnrollmentFile(
            server: ServerAddress("https://parta.invalid:\(aggregator.portNumber)"), code: aggregator.code)
        try file.write(to: directory.file("enrollment"))
        let examination = try await examine(
            ["PARTA_PROXY": "http://elsewhere.invalid:9"],
            file: "# for school 12\nPARTA_PROXY=\"http://school:hidden@127.0.0.1:\(proxy.port)\"\n")
        let finding = try #require(result(examination, .proxy))
        #expect(finding.word == (answer.contains("200") ? nil : .proxyFails), "\(examination.findings)")
        #expect(finding.word != nil || finding.detail.contains("agent.env"))
        #expect(result(examination, .dns)?.detail.contains("127.0.0.1") == true)
        #expect((result(examination, .tls)?.result == .ok) == answer.contains("200"))
        #expect(!"\(examination.findings)".contains("hidden"))
    }

    @Test(
        arguments: [
            ("key", "short", .keyDamaged), ("machine.json", "{", .fileDamaged), ("trust.json", "[]", .fileDamaged),
            ("enrollment.json", "no", .enrolmentDamaged), ("outbox.sqlite", "SQLite no more", .outboxDamaged),
            ("outbox.sqlite.corrupt-1", "", .filesKeptAside),
        ] as [(String, String, FindingWord)])
    func damageIsNamed(name: String, content: String, word: FindingWord) async throws {
        _ = try AgentCore.make(in: directory)
        for side in ["outbox.sqlite-wal", "outbox.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: directory.file("state/\(side)"))
        }
        let path = directory.file("state/\(name)")
        try Data(content.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let examination = try await examine()
        #expect(examination.findings.contains { $0.word == word }, "\(examination.findings)")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(try await examine().findings.contains { $0.word == .stateOpen && $0.detail.contains(name) })
    }
}
