import NIOCore
import Testing

@testable import NDT7

/// Quotas, on a clock that the test moves.
@Suite struct TestLedgerTests {
    static let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    static let quota = TestQuota(concurrentEachWay: 1, testsPerHour: 4)

    @Test func aClientHasOneTestEachWay() throws {
        var ledger = TestLedger()
        let agent = TestClient(key: "a")
        try ledger.enter(agent, .download, quota: Self.quota, now: Self.start)
        try ledger.enter(agent, .upload, quota: Self.quota, now: Self.start)
        #expect(throws: TestLedger.Refusal.alreadyRunning) {
            try ledger.enter(agent, .download, quota: Self.quota, now: Self.start)
        }
        try ledger.enter(TestClient(key: "b"), .download, quota: Self.quota, now: Self.start)
        ledger.leave("a", .download)
        try ledger.enter(agent, .download, quota: Self.quota, now: Self.start)
    }

    @Test func anHourlyQuotaSaysWhenToComeBackAndRefills() throws {
        var ledger = TestLedger()
        let agent = TestClient(key: "a")
        for _ in 0..<4 {
            try ledger.enter(agent, .download, quota: Self.quota, now: Self.start)
            ledger.leave("a", .download)
        }
        #expect(throws: TestLedger.Refusal.tooOften(retryAfterSeconds: 900)) {
            try ledger.enter(agent, .upload, quota: Self.quota, now: Self.start)
        }
        #expect(throws: TestLedger.Refusal.tooOften(retryAfterSeconds: 1)) {
            try ledger.enter(agent, .upload, quota: Self.quota, now: Self.start + .milliseconds(899_001))
        }
        try ledger.enter(agent, .upload, quota: Self.quota, now: Self.start + .seconds(900))
        ledger.leave("a", .upload)
        // What was saved up is four and no more.
        var begun = 0
        while (try? ledger.enter(agent, .upload, quota: Self.quota, now: Self.start + .hours(100))) != nil {
            ledger.leave("a", .upload)
            begun += 1
        }
        #expect(begun == 4)
    }

    @Test func aGrantIsGoodForSoManyTestsEachWay() throws {
        var ledger = TestLedger()
        let quota = TestQuota(concurrentEachWay: 1, testsPerHour: 100)
        func client(_ key: String) -> TestClient {
            TestClient(key: key, grant: .init(id: "lease", testsEachWay: 2, secondsLeft: 60))
        }
        // The same token in two hands is still one token.
        for key in ["a", "b"] {
            try ledger.enter(client(key), .download, quota: quota, now: Self.start)
            ledger.leave(key, .download)
        }
        #expect(throws: TestLedger.Refusal.grantSpent) {
            try ledger.enter(client("a"), .download, quota: quota, now: Self.start + .seconds(59))
        }
        try ledger.enter(client("a"), .upload, quota: quota, now: Self.start)
    }

    @Test func aRefusedTestCostsNothing() throws {
        var ledger = TestLedger()
        let agent = TestClient(key: "a", grant: .init(id: "g", testsEachWay: 2, secondsLeft: 60))
        try ledger.enter(agent, .download, quota: Self.quota, now: Self.start)
        for _ in 0..<10 { try? ledger.enter(agent, .download, quota: Self.quota, now: Self.start) }
        ledger.leave("a", .download)
        try ledger.enter(agent, .download, quota: Self.quota, now: Self.start)
        ledger.leave("a", .download)
        try ledger.enter(agent, .upload, quota: Self.quota, now: Self.start)
    }

    @Test func memoryIsBoundedAndWhoRunsIsNotForgotten() throws {
        var ledger = TestLedger()
        try ledger.enter(TestClient(key: "running"), .download, quota: Self.quota, now: Self.start)
        for number in 0..<3 * TestLedger.entryLimit {
            let now = Self.start + .milliseconds(Int64(number))
            let client = TestClient(
                key: "\(number)", grant: .init(id: "\(number)", testsEachWay: 1, secondsLeft: 3600))
            try ledger.enter(client, .download, quota: Self.quota, now: now)
            ledger.leave("\(number)", .download)
            if ledger.entryCount > TestLedger.entryLimit || ledger.grantCount > TestLedger.entryLimit {
                Issue.record("\(ledger.entryCount) entries, \(ledger.grantCount) grants")
                break
            }
        }
        #expect(throws: TestLedger.Refusal.alreadyRunning) {
            try ledger.enter(TestClient(key: "running"), .download, quota: Self.quota, now: Self.start)
        }
    }

    @Test(
        "addresses are counted alone, an IPv6 host's /64 as one",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"), ("::1", "0:0:0:0::/64"),
        ])
    func countingKey(address: String, key: String) throws {
        #expect(try SocketAddress(ipAddress: address, port: 1).countingKey == key)
    }
}
