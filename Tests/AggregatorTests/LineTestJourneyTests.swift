import Aggregator
import Foundation
import Logging
import NDT7
import NIOCore
import NIOPosix
import RelationalStore
import Reports
import SQLiteStore
import Store
import Synchronization
import Testing

@testable import Agent

/// Real agents, the real aggregator with its database, and the real test server, over loopback.
@Suite("A line test's journey, from the plan to the query", .timeLimit(.minutes(1)))
struct LineTestJourneyTests {
    private static let school = String(repeating: "a", count: 32)
    private static let home = String(repeating: "d", count: 32)

    @Test("of two PCs one tests, the other says who did; a third elsewhere says nothing of where it is")
    func journey() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "parta-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try SQLiteStore.inMemory()
        _ = try await store.importSchools([LiveAggregator.school], dryRun: false)
        let key = LineTestTokenKey(key: try await RegionIdentity.load(from: store).lineTestKey)
        let time = TestClock(Date(timeIntervalSince1970: 1_788_249_600))
        let began = Mutex<[String]>([])
        var configuration = configuration(key, time)
        configuration.onTestBegin = { direction, _ in began.withLock { $0.append(direction.rawValue) } }
        let tests = NDT7Server(
            configuration: configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await tests.start(group: MultiThreadedEventLoopGroup.singleton)
        let line = try await SlowLine(
            to: try #require(tests.boundAddress?.port), on: MultiThreadedEventLoopGroup.singleton)
        let address = "ws://127.0.0.1:\(line.port)"
        let makeToken: @Sendable (String, AgentID, Int) -> String = { lease, agent, seconds in
            let expires = time.now.addingTimeInterval(Double(seconds))
            return key.seal(LineTestToken(lease: lease, agent: agent, expires: expires))
        }
        let nameServer: @Sendable (String?) -> String? = { _ in address }
        try await LiveAggregator.run(
            store: store, clock: time, lineTestServer: nameServer, makeToken: makeToken
        ) { server in
            let second = try SurveyedComputer(
                "\(folder)/second", time: time, enrolledBehind: Self.school, gateway: Self.school)
            let failure = Mutex<(any Error)?>(nil)
            let first = try SurveyedComputer(
                "\(folder)/first", time: time, enrolledBehind: Self.school, gateway: Self.school,
                before: {
                    // While the first holds the lease, the second comes to the same slot.
                    do { try await second.pass() } catch { failure.withLock { $0 = error } }
                })
            for computer in [first, second] { try await enroll(computer, server) }
            try await first.pass()
            #expect(failure.withLock { $0 } == nil)
            let told = try await first.report().report
            let test = try #require(told.lineTests?.first)
            let slot = try #require(told.slots?.first)
            #expect(slot.ran && slot.test == test.id && slot.gateway == Self.school)
            #expect(test.circumstances?.line == "1")
            let unusable: Set<LineMark> = [.notSchoolLine, .serverLimited, .pcLimited, .byteCapped]
            #expect(unusable.isDisjoint(with: test.marks ?? []), "\(test.marks ?? [])")
            let other = try await second.report().report
            #expect(other.lineTests ?? [] == [])
            let given = try #require(other.slots?.first)
            #expect(other.slots?.count == 1 && given.id == slot.id)
            #expect(given.reason == .heldByAnother && given.holder == first.core.agent)

            let third = try SurveyedComputer(
                "\(folder)/third", time: time, enrolledBehind: Self.school, gateway: Self.home)
            try await enroll(third, server)
            try await third.pass()
            let (elsewhere, text) = try await third.report()
            #expect(elsewhere.slots?.map(\.reason) == [.notSchoolLine])
            #expect(elsewhere.lineTests ?? [] == [])
            #expect(!text.contains(Self.home) && !text.contains("192.168.77") && !text.contains("\"gateway\""))

            for computer in [first, second, third] {
                let outcome = try await computer.core.deliver(.everything)
                #expect(outcome.failure == nil && outcome.delivered == 1)
            }
            try await check(store, test, since: time.start, asOf: time.now)
        }
        #expect(began.withLock { $0 } == ["download", "upload"], "one test, and nobody without a lease")
        try await line.close()
        await tests.shutdown()
    }

    private func enroll(_ computer: SurveyedComputer, _ server: LiveAggregator) async throws {
        try await computer.core.enroll(
            with: EnrollmentFile(
                server: ServerAddress("http://127.0.0.1:\(server.port)"), code: await server.code()))
        _ = try await computer.step()
    }

    /// Opens with the tokens of leases alone, as `parta serve` does.
    private func configuration(_ key: LineTestTokenKey, _ time: TestClock) -> NDT7Server.Configuration {
        var configuration = NDT7Server.Configuration()
        configuration.authorize = { request in
            guard let token = try? key.open(request.token ?? "", at: time.now) else {
                return .unauthorized(reason: "no lease")
            }
            let grant = TestClient.Grant(id: token.lease, testsEachWay: token.uses, secondsLeft: 60)
            return .allowed(TestClient(key: token.holder, grant: grant))
        }
        return configuration
    }

    private func check(_ store: any Store, _ test: LineTest, since: Date, asOf: Date) async throws {
        let query = Query(asOf: asOf.addingTimeInterval(60), school: "T-1")
        let gateways = try await store.gateways(query, scope: .everything)
        #expect(gateways.map(\.gateway) == [Self.school] && gateways.first?.confirmedBy == .enrollment)
        let row = try #require(try await store.lines(query, scope: .everything).first)
        #expect(row.diagnosis.verdict == .unknown && row.diagnosis.remedy == .measureMore, "one test is too little")
        #expect(row.line == "1" && row.tests == 1)
        #expect(row.downloadMbps == test.downloadMbps && row.downloadMbps ?? 0 > 0)
        let slots = try await store.slots(query, scope: .everything)
        #expect(slots.first { $0.line == "1" }?.slotsRun == 1)
    }
}
