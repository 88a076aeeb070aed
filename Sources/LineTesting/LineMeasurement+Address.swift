internal import NDT7
internal import NIOCore
internal import NIOPosix

/// Where the server is.
extension LineMeasurement {
    /// For finding which of a server's addresses answers: with 2 s idle and twice 15 s of test, 40 s are never exceeded.
    static let connectingLimit = TimeAmount.seconds(8)

    /// Finds the server's address once, so that no probe waits for a name.
    ///
    /// All addresses together get little more time than one: the whole measurement has a bound.
    func resolve() async -> Resolution {
        let server = configuration.server
        if let address = server.numericAddress { return .found(address) }
        guard let lookUp = configuration.lookUp else {
            return .failed(
                .unreachable(reason: "it is given by its name, and nothing here finds names"), isNameUnknown: true)
        }
        let addresses: [SocketAddress]
        do {
            addresses = try await lookUp(server)
        } catch {
            let failure = error as? NDT7Failure ?? .unreachable(reason: NDT7Failure.reason(for: error))
            return .failed(Task.isCancelled ? .cancelled : failure, isNameUnknown: true)
        }
        var last = NDT7Failure.unreachable(reason: "its name has no address")
        let deadline = NIODeadline.now() + Self.connectingLimit
        for address in addresses {
            let left = deadline - .now()
            guard left > .zero, !Task.isCancelled else { break }
            do {
                try await ClientBootstrap(group: group)
                    .connectTimeout(min(configuration.handshakeTimeLimit, left))
                    .connect(to: address).get().close().get()
                return .found(address)
            } catch {
                last = .unreachable(reason: NDT7Failure.reason(for: error))
            }
        }
        return .failed(Task.isCancelled ? .cancelled : last, isNameUnknown: addresses.isEmpty)
    }

    enum Resolution {
        case found(SocketAddress)
        case failed(NDT7Failure, isNameUnknown: Bool)
    }
}
