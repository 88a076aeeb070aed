import LineTesting
import NIOCore
import NIOPosix
import Testing

@Suite struct GatewayProbeTests {
    private let loop = MultiThreadedEventLoopGroup.singleton.next()

    private func listener() async throws -> any Channel {
        try await ServerBootstrap(group: loop).bind(host: "127.0.0.1", port: 0).get()
    }

    /// A port of which nobody listens: it was given out and handed back.
    private func closedPort() async throws -> Int {
        let channel = try await listener()
        let port = try #require(channel.localAddress?.port)
        try await channel.close().get()
        return port
    }

    @Test(.timeLimit(.minutes(1))) func aResetIsAnAnswer() async throws {
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: try await closedPort())
        let outcome = try await GatewayProbe(address: address).measure(on: loop).get()
        guard case .answered(let milliseconds) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(milliseconds >= 0 && milliseconds < 1_000)
    }

    @Test(.timeLimit(.minutes(1))) func silenceIsNone() async throws {
        // A queue of one that is full: the kernel lets further connections hang.
        let full = try await ServerBootstrap(group: loop).serverChannelOption(.backlog, value: 0)
            .serverChannelOption(.autoRead, value: false).bind(host: "127.0.0.1", port: 0).get()
        let address = try #require(full.localAddress)
        var held: [any Channel] = []
        for _ in 0..<4 {
            let one = try? await ClientBootstrap(group: loop).connectTimeout(.milliseconds(100)).connect(to: address)
                .get()
            if let one { held.append(one) }
        }
        let outcome = try await GatewayProbe(address: address, timeout: .milliseconds(200)).measure(on: loop).get()
        #expect(outcome == .silent(200))
        for channel in held { try await channel.close().get() }
        try await full.close().get()
    }

    @Test(.timeLimit(.minutes(1))) func theFirstPortThatAnswersIsTaken() async throws {
        let open = try await listener()
        let port = try #require(open.localAddress?.port)
        let closed = try await closedPort()
        let route = DefaultRoute(interface: "lo", gateway: "127.0.0.1")
        #expect(await GatewayProbe.find(behind: route, ports: [port, closed], on: loop)?.address.port == port)
        #expect(await GatewayProbe.find(behind: route, ports: [closed, port], on: loop)?.address.port == closed)
        try await open.close().get()
    }

    @Test(.timeLimit(.minutes(1))) func noRouterNoProbe() async {
        let tunnel = DefaultRoute(interface: "tun0", gateway: nil)
        #expect(await GatewayProbe.find(behind: tunnel, on: loop) == nil)
        // The kernel itself refuses TCP to the broadcast address: no packet leaves.
        let unreachable = DefaultRoute(interface: "lo", gateway: "255.255.255.255")
        #expect(await GatewayProbe.find(behind: unreachable, timeout: .milliseconds(200), on: loop) == nil)
    }
}
