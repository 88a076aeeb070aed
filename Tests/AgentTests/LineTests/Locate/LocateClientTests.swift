import Foundation
import NDT7
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct LocateClientTests {
    /// As Locate answers, with a result that cannot be used among the others and fields nobody here knows.
    private static let body = """
        {"next_request": {"nbf": "soon"}, "results": [
          {"machine": "mlab1-a", "location": {"city": "Almaty"}, "urls": {
            "ws:///ndt/v7/download": "ws://a.example/ndt/v7/download?access_token=A.b-c_d&index=0",
            "wss:///ndt/v7/download": "wss://a.example/ndt/v7/download?access_token=A.b-c_d&index=0",
            "wss:///ndt/v7/upload": "wss://a.example/ndt/v7/upload?access_token=A.b-c_d&index=0"}},
          {"machine": "broken", "urls": 7},
          {"machine": "half", "urls": {"wss:///ndt/v7/download": "wss://h.example/ndt/v7/download?access_token=H"}},
          {"machine": "mlab2-b", "urls": {
            "wss:///ndt/v7/download": "wss://b.example:4443/ndt/v7/download?access_token=B",
            "wss:///ndt/v7/upload": "wss://b.example:4443/ndt/v7/upload?access_token=B"}}]}
        """

    @Test func serversComeWithTheirTokensInTheOrderToTry() async throws {
        let locate = try await TestLocate(.init(body: Self.body))
        guard case .servers(let servers) = await (try locate.client()).nearest() else {
            Issue.record("no servers")
            return
        }
        #expect(servers.map(\.description) == ["wss://a.example:443", "wss://b.example:4443"])
        #expect(servers.map(\.query) == ["access_token=A.b-c_d&index=0", "access_token=B"])
    }

    /// M-Lab's data is public: a request says which program asks, and nothing else.
    @Test func nothingOfTheSchoolIsTold() async throws {
        let locate = try await TestLocate(.init(body: Self.body))
        _ = await (try locate.client()).nearest()
        let request = try #require(locate.requests.withLock { $0.first })
        #expect(request.uri == "/v2/nearest/ndt/ndt7")
        #expect(Set(request.headers.map { $0.name.lowercased() }) == ["host", "user-agent", "accept", "connection"])
        #expect(request.headers.first(name: "user-agent") == "parta-agent/test")
    }

    @Test(
        arguments: [
            (204, nil, LocateClient.Outcome.patience(seconds: nil)),
            (429, "900", .patience(seconds: 900)),
            (503, nil, .patience(seconds: nil)),
        ] as [(Int, String?, LocateClient.Outcome)])
    func patienceIsKept(status: Int, retryAfter: String?, outcome: LocateClient.Outcome) async throws {
        let locate = try await TestLocate(.init(status: status, retryAfter: retryAfter))
        #expect(await (try locate.client()).nearest() == outcome)
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"results": []}"#, #"{"results": "many"}"#, "<html>sign in here</html>",
        #"{"results": [{"urls": {"wss:///ndt/v7/download": "http://x", "wss:///ndt/v7/upload": "http://x"}}]}"#,
        String(repeating: "[", count: 60_000), String(repeating: "x", count: 70_000),
    ])
    func whatIsNoAnswerGivesNoServer(body: String) async throws {
        let locate = try await TestLocate(.init(body: body))
        guard case .failed = await (try locate.client()).nearest() else {
            Issue.record("taken: \(body.prefix(80))")
            return
        }
    }

    /// A portal that answers in Locate's place has another name, or nobody's signature.
    @Test(arguments: [(false, TestCertificate.name), (true, "other.test")])
    func onlyLocateItselfIsBelieved(trusting: Bool, name: String) async throws {
        let locate = try await TestLocate(.init(body: Self.body))
        guard case .failed(let reason) = await (try locate.client(trusting: trusting, named: name)).nearest() else {
            Issue.record("believed")
            return
        }
        #expect(reason.contains(name))
        #expect(locate.requests.withLock { $0.isEmpty })
    }

    @Test func whoNeverAnswersIsLeft() async throws {
        let locate = try await TestLocate(nil)
        let outcome = await (try locate.client(timeLimit: .milliseconds(200))).nearest()
        #expect(outcome == .failed(reason: "locate.test did not answer in time"))
    }
}
