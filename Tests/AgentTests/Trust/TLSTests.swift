import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Presentation
import Reports
import Synchronization
import Testing

@testable import Agent

/// Enrolment and delivery over TLS, against real servers with real certificates.
@Suite(.timeLimit(.minutes(1)))
struct TLSTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func deliver(_ core: AgentCore, _ device: String = "a") async throws -> DeliveryOutcome {
        try core.record(scan: Sample.scan(device))
        return try await core.deliver(.everything)
    }

    private func client(
        _ port: Int, knowing trust: RegionTrust, proxies: ProxySetting = .direct, host: String = "127.0.0.1"
    ) throws -> AggregatorClient {
        AggregatorClient(
            server: try ServerAddress("https://\(host):\(port)"), on: MultiThreadedEventLoopGroup.singleton,
            limits: .init(connectSeconds: 5, requestSeconds: 20), agentVersion: "0.1", trust: trust, proxies: proxies)
    }

    private func post(_ client: AggregatorClient) async throws -> HTTPAnswer {
        try await client.withConnection {
            try await $0.post("/v1/reports", body: Data("secret".utf8), contentType: "text/plain")
        }
    }

    /// What an agent knows that was enrolled at this aggregator.
    private func trust(in aggregator: TestAggregator, upTo count: Int = 1) throws -> RegionTrust {
        let trust = RegionTrust(anchor: .key(aggregator.regionKey.publicKey))
        trust.take(Array((aggregator.region.trust ?? []).prefix(count)), of: aggregator.regionKey.publicKey)
        return trust
    }

    enum Kind: CaseIterable {
        case made, given, expired

        var identity: TestIdentity {
            get throws {
                switch self {
                case .made: try .make()
                case .given: try .given
                case .expired: try .expired
                }
            }
        }
    }

    /// Neither the clock nor the certificate's names and dates count: the key does.
    @Test(arguments: Kind.allCases, [0.0, 1_788_249_600])
    func aURLAndACodeAreEnough(kind: Kind, epoch: Double) async throws {
        let identity = try kind.identity
        let aggregator = try await TestAggregator(identity)
        let core = try AgentCore.make(in: directory, clock: TestClock(epoch: epoch).clock)
        try await core.enroll(with: aggregator.file())
        let outcome = try await deliver(core)
        #expect(outcome.failure == nil && outcome.delivered >= 1, "\(String(describing: outcome.failure))")
        #expect(core.regionServers?.pins == [identity.pin])
        #expect(try directory.mode("state/trust.json") == 0o600)
        #expect(core.serverNotes.contains { $0.contains("ended on 2020-01-01") } == (kind == .expired))
        #expect(try AgentStatus.read(stateDirectory: directory.file("state")).trustVersion == 1)
    }

    @Test func anotherRegionIsToldNothing() async throws {
        let aggregator = try await TestAggregator(.make())
        let other = try await TestAggregator(.make())
        let core = try AgentCore.make(in: directory)
        let file = try EnrollmentFile(server: other.address, code: aggregator.code)
        let failure = await #expect(throws: EnrollmentFailure.self) { try await core.enroll(with: file) }
        #expect(failure?.code == .wrongRegion)
        #expect(failure?.description.contains("do not enrol here") == true)
        #expect(other.memory.withLock { $0.requests } == 0)
    }

    /// He passes on every word, the region's statements among them: his key is not in them.
    @Test func aMiddlemanWhoRelaysEverythingDoesNotPass() async throws {
        let aggregator = try await TestAggregator(.make())
        let relay = try await TestRelay(.middleman(.make()), toward: aggregator.portNumber)
        let core = try AgentCore.make(in: directory)
        let file = try EnrollmentFile(
            server: ServerAddress("https://127.0.0.1:\(relay.port)"), code: aggregator.code)
        let atEnrollment = await #expect(throws: ConnectionFailure.self) { try await core.enroll(with: file) }
        #expect(atEnrollment?.code == .middleman)
        let known = try trust(in: aggregator)
        let later = await #expect(throws: ConnectionFailure.self) { try await post(client(relay.port, knowing: known)) }
        #expect(later?.code == .middleman)
        #expect(later?.description.contains("somebody stands between") == true)
        #expect(later?.exitStatus == .noPermission)
        #expect(aggregator.memory.withLock { $0.requests } == 0, "something was told to him")
        // The way past him is open.
        #expect(try await post(client(aggregator.portNumber, knowing: known)).status != 0)
    }

    /// He names his own key in a statement that he signs himself, or under a region key of his own.
    @Test(arguments: [true, false]) func aForgedStatementProvesNothing(borrowsKey: Bool) async throws {
        let aggregator = try await TestAggregator(.make())
        let forger = try await TestAggregator(.make())
        let forged = forger.region.trust
        forger.memory.withLock {
            $0.region = RegionResponse(
                regionKey: (borrowsKey ? aggregator : forger).regionKey.publicKey, trust: forged)
        }
        let known = try trust(in: aggregator)
        let failure = await #expect(throws: ConnectionFailure.self) {
            try await post(client(forger.portNumber, knowing: known))
        }
        #expect(failure?.code == (borrowsKey ? .middleman : .otherRegion))
        #expect(forger.memory.withLock { $0.requests } == 0)
    }

    @Test func aYearAwayOverTwoRotationsIsCaughtUp() async throws {
        let keys = try (0..<4).map { _ in try TestIdentity.make() }
        let aggregator = try await TestAggregator(keys[0])
        var core: AgentCore? = try AgentCore.make(in: directory)
        try await core?.enroll(with: aggregator.file())
        core = nil
        try aggregator.state(2, pins: [keys[1].pin, keys[2].pin])
        try aggregator.state(3, pins: [keys[2].pin, keys[3].pin])
        try await aggregator.move(to: keys[2])
        // Another process, whose clock has lost the year.
        let later = try AgentCore.make(in: directory, clock: TestClock(epoch: 0).clock)
        #expect(later.regionServers?.version == 1)
        #expect(try await deliver(later).failure == nil)
        #expect(later.regionServers?.pins == [keys[2].pin, keys[3].pin])
        #expect(try AgentStatus.read(stateDirectory: directory.file("state")).trustVersion == 3)
        // The next rotation goes by unnoticed: the key is known already, and nobody asks.
        try await aggregator.move(to: keys[3])
        aggregator.memory.withLock { $0.trust = [] }
        #expect(try await deliver(later, "b").failure == nil)
    }

    /// A key that was retired because it was stolen must not come back with the statement of its time.
    @Test func anOlderStatementPlayedBackIsRefused() async throws {
        let (old, new) = (try TestIdentity.make(), try TestIdentity.make())
        let aggregator = try await TestAggregator(new)
        aggregator.memory.withLock { $0.trust = [] }
        let recorded = try aggregator.state(1, pins: [old.pin])
        try aggregator.state(2, pins: [new.pin])
        let known = try trust(in: aggregator, upTo: 2)
        #expect(known.statement?.version == 2)
        try await aggregator.move(to: old)
        aggregator.memory.withLock { $0.trust = [recorded] }
        let failure = await #expect(throws: ConnectionFailure.self) {
            try await post(client(aggregator.portNumber, knowing: known))
        }
        #expect(failure?.code == .outdated)
        #expect(known.statement?.version == 2 && !known.knows(old.pin))
        #expect(!known.take([recorded], of: aggregator.regionKey.publicKey))
    }

    @Test func anAnswerToADeliveryTellsOfANewStatement() async throws {
        let (first, second) = (try TestIdentity.make(), try TestIdentity.make())
        let aggregator = try await TestAggregator(first)
        let core = try AgentCore.make(in: directory)
        try await core.enroll(with: aggregator.file())
        try aggregator.state(2, pins: [first.pin, second.pin])
        aggregator.memory.withLock { $0.trustVersion = 2 }
        #expect(try await deliver(core).failure == nil)
        #expect(core.regionServers?.pins == [first.pin, second.pin])
    }

    @Test func aRegionThatMovedIsFoundAndRemembered() async throws {
        let identity = try TestIdentity.make()
        let old = try await TestAggregator(identity)
        let new = try await TestAggregator(identity, regionKey: old.regionKey)
        let newAddress = try new.address
        try old.state(2, pins: [identity.pin], servers: ["http://127.0.0.1:1", "nonsense", newAddress.text])
        let core = try AgentCore.make(in: directory)
        try await core.enroll(with: old.file())
        new.memory.withLock { $0.keys[core.agent] = core.key.publicKey }
        try await old.stop()
        #expect(try await deliver(core).failure == nil)
        #expect(new.reports.count == 1)
        let enrolled = try old.address
        #expect(core.enrollment?.server == enrolled)
        let trust = core.trust
        #expect(trust?.candidates(enrolledAt: enrolled) == [newAddress, enrolled])
        #expect(try AgentStatus.read(stateDirectory: directory.file("state")).lastServer == newAddress)
        // When that one fails, too, the first is tried again.
        try await new.stop()
        try await old.start()
        #expect(try await deliver(core, "b").failure == nil)
        #expect(old.reports.count == 1)
    }

    @Test func aServerWithoutTLSIsNamed() async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let failure = await #expect(throws: ConnectionFailure.self) {
            try await post(
                client(
                    channel.localAddress?.port ?? 0, knowing: RegionTrust(anchor: .key(SigningKey().publicKey))))
        }
        try await channel.close().get()
        #expect(failure?.code == .tls, "\(String(describing: failure))")
        #expect(failure?.description.contains("does not speak TLS") == true, "\(String(describing: failure))")
    }

    @Test func aSilentHandshakeMeetsTheDeadline() async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let client = AggregatorClient(
            server: try ServerAddress("https://127.0.0.1:\(channel.localAddress?.port ?? 0)"),
            on: MultiThreadedEventLoopGroup.singleton, limits: .init(requestSeconds: 0.3), agentVersion: "0.1",
            trust: RegionTrust(anchor: .key(SigningKey().publicKey)))
        let failure = await #expect(throws: ConnectionFailure.self) { try await post(client) }
        #expect(failure?.code == .timedOut)
        try await channel.close().get()
    }

    // MARK: Proxies

    /// A name that only the proxy can find.
    @Test(arguments: ["", "school:p%40ss@"]) func aProxyOpensATunnel(credentials: String) async throws {
        let aggregator = try await TestAggregator(.make())
        let proxy = try await TestRelay(
            .proxy(answer: "HTTP/1.1 200 Connection established\r\n\r\n"), toward: aggregator.portNumber)
        let setting = ProxySetting(environment: ["PARTA_PROXY": "http://\(credentials)127.0.0.1:\(proxy.port)"])
        let core = try AgentCore.make(in: directory, proxies: setting)
        let file = try EnrollmentFile(server: ServerAddress("https://region.invalid:8443"), code: aggregator.code)
        try await core.enroll(with: file)
        #expect(try await deliver(core).failure == nil)
        let head = try #require(proxy.heads.first)
        #expect(head.hasPrefix("CONNECT region.invalid:8443 HTTP/1.1\r\nHost: region.invalid:8443\r\n"))
        // printf 'school:p@ss' | base64
        #expect(head.contains("Proxy-Authorization: Basic c2Nob29sOnBAc3M=\r\n") == !credentials.isEmpty)
    }

    @Test(arguments: [
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "", "wants a name and a password"),
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "me:hidden@", "does not take this name"),
        ("HTTP/1.0 403 Forbidden\r\nContent-Length: 5\r\n\r\nnever", "me:hidden@", "refuses to connect (HTTP 403)"),
        ("SSH-2.0-OpenSSH_9.2\r\n\r\n", "", "does not speak HTTP"),
        ("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n", "", "answers in the server's place"),
    ])
    func aProxyThatRefusesIsNamed(answer: String, credentials: String, words: String) async throws {
        let proxy = try await TestRelay(.proxy(answer: answer), toward: 1)
        let setting = ProxySetting(environment: ["https_proxy": "http://\(credentials)127.0.0.1:\(proxy.port)"])
        let client = try client(
            443, knowing: RegionTrust(anchor: .key(SigningKey().publicKey)), proxies: setting, host: "region.invalid")
        let failure = await #expect(throws: ConnectionFailure.self) { try await post(client) }
        #expect(failure?.code == .proxy)
        let text = failure?.description ?? ""
        #expect(text.contains(words) && text.contains("PARTA_PROXY") && !text.contains("hidden"), "\(text)")
    }
}
