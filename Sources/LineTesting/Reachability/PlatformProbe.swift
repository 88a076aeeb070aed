internal import NDT7
public import NIOCore
internal import NIOPosix
public import NIOSSL
public import Reports

/// Whether learning platforms can be reached: a name, a connection, a TLS handshake, the first byte of an answer.
///
/// One after the other, so that they neither load the line nor wait for each other; no content is kept.
public struct PlatformProbe: Sendable {
    public struct Limits: Sendable, Equatable {
        /// For all four steps of one host.
        public var host: TimeAmount
        /// For the whole list; what it does not reach is told as not tried.
        public var all: TimeAmount

        public init(host: TimeAmount = .seconds(5), all: TimeAmount = .seconds(30)) {
            self.host = host
            self.all = all
        }
    }

    private let lookUp: HostLookup
    private let tls: NIOSSLContext
    private let limits: Limits
    private let loop: any EventLoop

    /// - Parameter configuration: whom to trust; the system's authorities unless told otherwise.
    /// - Throws: `NIOSSLError` when the authorities cannot be read; install ca-certificates.
    public init(
        lookUp: @escaping HostLookup, configuration: TLSConfiguration = .makeClientConfiguration(),
        limits: Limits = Limits(), on loop: any EventLoop
    ) throws {
        var configuration = configuration
        configuration.applicationProtocols = ["http/1.1"]
        self.lookUp = lookUp
        tls = try NIOSSLContext(configuration: configuration)
        self.limits = limits
        self.loop = loop
    }

    /// One result for each platform, in the order of the list.
    public func measure(_ platforms: [PlatformList.Platform]) async -> [PlatformReach] {
        let all = Deadline(in: limits.all, on: loop)
        var reaches: [PlatformReach] = []
        for platform in platforms {
            if all.left > .zero {
                reaches.append(await measure(platform, within: min(limits.host, all.left)))
            } else {
                let problem = "not tried: the list's time of \(limits.all.seconds) s was up"
                reaches.append(PlatformReach(platform: platform.name, host: platform.host, problem: problem))
            }
        }
        return reaches
    }

    private func measure(_ platform: PlatformList.Platform, within limit: TimeAmount) async -> PlatformReach {
        var reach = PlatformReach(platform: platform.name, host: platform.host)
        let deadline = Deadline(in: limit, on: loop)
        var step = Step.name
        do {
            let lookUp = lookUp
            var begun = NIODeadline.now()
            let found = try await deadline.value { try await lookUp(platform.host, platform.port) }
            guard let address = found.first else {
                reach.problem = "name: it has no address"
                return reach
            }
            reach.nameMs = begun.millisecondsAgo
            step = .connect
            begun = .now()
            let steps = PlatformSteps(on: loop)
            // Nothing is read before TLS is there to read it.
            let made = ClientBootstrap(group: loop).connectTimeout(deadline.left).channelOption(.autoRead, value: false)
                .connect(to: address)
            defer {
                made.whenSuccess { $0.close(promise: nil) }
                steps.fail(PlatformStepsHandler.Closed())
            }
            let channel = try await deadline.value(of: made)
            reach.connectMs = begun.millisecondsAgo
            step = .tls
            begun = .now()
            try await start(channel, steps, host: platform.host)
            let secured = try await deadline.value(of: steps.secured.futureResult)
            reach.tlsMs = (secured - begun).milliseconds
            step = .firstByte
            begun = .now()
            let place = platform.port == 443 ? platform.host : "\(platform.host):\(platform.port)"
            let request = "HEAD / HTTP/1.1\r\nHost: \(place)\r\nUser-Agent: parta-agent\r\nConnection: close\r\n\r\n"
            channel.writeAndFlush(ByteBuffer(string: request), promise: nil)
            let answered = try await deadline.value(of: steps.firstByte.futureResult)
            reach.firstByteMs = (answered - begun).milliseconds
        } catch is Deadline.Passed {
            reach.problem = "\(step.rawValue): no answer within \(limit.seconds) s"
        } catch {
            reach.problem = "\(step.rawValue): \(NDT7Failure.reason(for: error))"
        }
        return reach
    }

    private enum Step: String {
        case name
        case connect
        case tls
        case firstByte = "first byte"
    }

    private func start(_ channel: any Channel, _ steps: PlatformSteps, host: String) async throws {
        try await channel.eventLoop.submit {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(PlatformStepsHandler(steps))
            try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: host), position: .first)
        }.get()
        try await channel.setOption(.autoRead, value: true).get()
    }
}
