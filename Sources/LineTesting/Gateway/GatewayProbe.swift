internal import Glibc
internal import NDT7
public import NIOCore

/// Measures the round trip to the school's own router by a TCP connection that it may accept or reset: both are answers.
public struct GatewayProbe: Sendable {
    public var address: SocketAddress
    /// After this long a probe counts as silent.
    public var timeout: TimeAmount

    public init(address: SocketAddress, timeout: TimeAmount = .seconds(1)) {
        self.address = address
        self.timeout = timeout
    }

    /// - Returns: on `loop`; never fails.
    public func measure(on loop: any EventLoop) -> EventLoopFuture<ProbeOutcome> {
        let begun = loop.now
        return ConnectProbe(address: address, timeout: timeout).connect(on: loop).flatMapErrorThrowing { error in
            switch error {
            case let error as IOError where error.errnoCode == ECONNREFUSED || error.errnoCode == ECONNRESET:
                .answered((loop.now - begun).milliseconds)
            default: .failed(NDT7Failure.reason(for: error))
            }
        }
    }

    /// The first of the ports at which the router answers, each tried once and all at the same time.
    ///
    /// - Parameter ports: in the order of preference: most school routers serve names and a page of settings.
    /// - Returns: nil where there is no router or it answers none, which says nothing bad of it. Within `timeout`.
    public static func find(
        behind route: DefaultRoute, ports: [Int] = [53, 80, 443], timeout: TimeAmount = .seconds(1),
        on loop: any EventLoop
    ) async -> GatewayProbe? {
        let probes = ports.compactMap { port in
            route.gatewayAddress(port: port).map { GatewayProbe(address: $0, timeout: timeout) }
        }
        let outcomes = probes.map { $0.measure(on: loop) }
        for (probe, outcome) in zip(probes, outcomes) {
            if case .answered? = try? await outcome.get() { return probe }
        }
        return nil
    }
}
