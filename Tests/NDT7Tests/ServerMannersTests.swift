import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing

@testable import NDT7

/// Whom a server lets in, over real sockets.
@Suite(.serialized) struct ServerMannersTests {
    static let group = MultiThreadedEventLoopGroup.singleton

    static func client(_ server: TestServer, token: String? = nil, limit: TimeAmount = .milliseconds(50)) -> NDT7Client
    {
        var server = server
        server.query = token.map { "access_token=\($0)" } ?? ""
        return LoopbackTests.client(server, limit: limit)
    }

    /// Knows two agents by tokens that are their names.
    static let known: TestAuthorization = { request in
        // A real one may have to ask somebody.
        await Task.yield()
        return switch request.token {
        case nil: .unauthorized(reason: "a token is needed")
        case "revoked": .forbidden(reason: "this computer was revoked")
        case "closed": .busy(retryAfterSeconds: 77)
        case let token?: .allowed(TestClient(key: token))
        }
    }

    @Test(
        "the owner decides", .timeLimit(.minutes(1)),
        arguments: [(nil, 401, nil), ("revoked", 403, nil), ("closed", 503, 77)] as [(String?, Int, Int?)])
    func refuses(token: String?, status: Int, retryAfter: Int?) async throws {
        var configuration = NDT7Server.Configuration()
        configuration.authorize = Self.known
        try await LoopbackTests.withServer(configuration) { server, address in
            let failure = await #expect(throws: NDT7Failure.self) {
                try await Self.client(address, token: token).download(group: Self.group)
            }
            #expect(failure?.kind == .refused(status: status, retryAfterSeconds: retryAfter))
            #expect(server.runningTests == 0)
        }
    }

    @Test(.timeLimit(.minutes(1))) func theOwnerIsToldWhoAsksAndTheClientHowBusyTheServerIs() async throws {
        let asked = Mutex<[TestRequest]>([])
        var configuration = NDT7Server.Configuration(maximumConcurrentTests: 7)
        configuration.authorize = { request in
            asked.withLock { $0.append(request) }
            return await Self.known(request)
        }
        let result = try await LoopbackTests.withServer(configuration) { _, address in
            try await Self.client(address, token: "agent").upload(group: Self.group)
        }
        #expect(
            asked.withLock { $0 } == [TestRequest(direction: .upload, token: "agent", clientAddress: "127.0.0.1")])
        #expect(result.serverTests == 1)
        #expect(result.serverTestLimit == 7)
        #expect(result.bytes > 0)
    }

    @Test(.timeLimit(.minutes(1))) func anAgentsSecondTestAtOnceIsRefusedAndAnotherAgentsIsNot() async throws {
        var configuration = NDT7Server.Configuration(retryAfterSeconds: 5)
        configuration.authorize = Self.known
        try await LoopbackTests.withServer(configuration) { server, address in
            let began = AsyncStream.makeStream(of: Void.self)
            let running = Task {
                try await Self.client(address, token: "a", limit: .seconds(9)).download(group: Self.group) { _ in
                    began.continuation.yield()
                }
            }
            for await _ in began.stream { break }
            let failure = await #expect(throws: NDT7Failure.self) {
                try await Self.client(address, token: "a").download(group: Self.group)
            }
            #expect(failure?.kind == .refused(status: 429, retryAfterSeconds: 5))
            let other = try await Self.client(address, token: "b").download(group: Self.group)
            #expect(other.serverTests == 2)
            running.cancel()
            _ = try await running.value
        }
    }

    @Test(.timeLimit(.minutes(1))) func anOpenServerCountsByAddress() async throws {
        var configuration = NDT7Server.Configuration()
        configuration.addressQuota.testsPerHour = 1
        try await LoopbackTests.withServer(configuration) { _, address in
            _ = try await Self.client(address).download(group: Self.group)
            let failure = await #expect(throws: NDT7Failure.self) {
                try await Self.client(address).upload(group: Self.group)
            }
            guard case .refused(429, let seconds?) = failure?.kind else {
                Issue.record("\(String(describing: failure))")
                return
            }
            #expect((3500...3600).contains(seconds))
        }
    }

    /// A latency probe connects and closes: it is no test, no refusal and no reason to ask anybody.
    @Test(.timeLimit(.minutes(1))) func bareConnectionsCountAsNothing() async throws {
        let asked = Mutex(0)
        let ended = Mutex(0)
        var configuration = NDT7Server.Configuration(onTestEnd: { _ in ended.withLock { $0 += 1 } })
        configuration.addressQuota.testsPerHour = 1
        configuration.authorize = { request in
            asked.withLock { $0 += 1 }
            return await Self.known(request)
        }
        configuration.clientQuota = TestQuota(concurrentEachWay: 1, testsPerHour: 1)
        try await LoopbackTests.withServer(configuration) { _, address in
            let bootstrap = ClientBootstrap(group: Self.group)
            for _ in 0..<200 {
                try await bootstrap.connect(host: address.host, port: address.port).get().close()
            }
            _ = try await Self.client(address, token: "agent").download(group: Self.group)
        }
        #expect(asked.withLock { $0 } == 1)
        #expect(ended.withLock { $0 } == 1)
    }

    @Test(.timeLimit(.minutes(1))) func anAddressHoldsNoMoreThanItsHandshakes() async throws {
        var configuration = NDT7Server.Configuration(handshakeTimeLimit: .minutes(1))
        configuration.maximumHandshakesPerAddress = 2
        try await LoopbackTests.withServer(configuration) { _, address in
            let bootstrap = ClientBootstrap(group: Self.group)
            let closed = AsyncStream.makeStream(of: Void.self)
            var channels: [any Channel] = []
            for _ in 0..<3 {
                let channel = try await bootstrap.connect(host: address.host, port: address.port).get()
                channel.closeFuture.whenComplete { _ in closed.continuation.yield() }
                channels.append(channel)
            }
            // Whichever of them the server's loops took last.
            for await _ in closed.stream { break }
            #expect(channels.count(where: { $0.isActive }) == 2)
            for channel in channels where channel.isActive { try await channel.close() }
        }
    }

    @Test(
        "the token comes either way, and in one way only",
        arguments: [
            ("", ["Bearer abc"], "abc"), ("", ["bearer  abc"], "abc"), ("?access_token=abc", [], "abc"),
            ("?access_token=abc", ["Bearer abc"], "abc"), ("", [], nil), ("?access_token=x", ["Bearer abc"], "400"),
            ("", ["Basic abc"], "400"), ("", ["Bearer"], "400"), ("", ["Bearer a", "Bearer b"], "400"),
            ("", ["Bearer a b"], "400"),
        ] as [(String, [String], String?)])
    func token(query: String, authorization: [String], token: String?) {
        var head = UpgradeTests.request("/ndt/v7/download" + query)
        for value in authorization { head.headers.add(name: "Authorization", value: value) }
        do {
            let found = try UpgradeRequest(head).token
            #expect(found == token)
        } catch {
            #expect("\(error.status.code)" == token)
        }
    }
}
