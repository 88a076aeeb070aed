internal import NDT7
public import NIOCore
public import Reports

/// Finds a host's addresses; whoever wires the probes says how, since NIO's own resolver starts Dispatch.
public typealias HostLookup = @Sendable (_ host: String, _ port: Int) async throws -> [SocketAddress]

/// Whether names are found, and how long one takes.
public struct NameProbe: Sendable {
    private let lookUp: HostLookup
    private let loop: any EventLoop

    public init(lookUp: @escaping HostLookup, on loop: any EventLoop) {
        self.lookUp = lookUp
        self.loop = loop
    }

    /// - Parameter host: a name whose answer matters, such as the test server's or the first platform's; an address proves
    ///   nothing.
    /// - Returns: within `limit`, without what a captive page would say.
    public func measure(_ host: String, limit: TimeAmount = .seconds(5)) async -> NameAndPortal {
        let begun = NIODeadline.now()
        do {
            let lookUp = lookUp
            let found = try await Deadline(in: limit, on: loop).value { try await lookUp(host, 443) }
            if found.isEmpty { return NameAndPortal(nameProblem: "\(host) has no address") }
            return NameAndPortal(nameMs: begun.millisecondsAgo)
        } catch is Deadline.Passed {
            return NameAndPortal(nameProblem: "no answer for \(host) within \(limit.seconds) s")
        } catch {
            return NameAndPortal(nameProblem: "\(host): \(NDT7Failure.reason(for: error))")
        }
    }
}
