internal import FoundationEssentials
internal import NDT7
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Reports

extension AggregatorConnection {
    /// Tries the region's servers in order, each with an equal share of the time that is left.
    /// - Throws: `ConnectionFailure`: the first one, unless a later one says that somebody stands between.
    func reach(until deadline: NIODeadline) async throws -> Line {
        let candidates = client.trust?.candidates(enrolledAt: client.server) ?? [client.server]
        var worst: ConnectionFailure?
        for (index, server) in candidates.enumerated() {
            let now = NIODeadline.now()
            let share = now + .nanoseconds((deadline - now).nanoseconds / Int64(candidates.count - index))
            do {
                let line = try await reach(server, until: share)
                client.trust?.answered(server, enrolledAt: client.server)
                return line
            } catch let failure as ConnectionFailure where failure.code != .cancelled {
                client.trust?.failed(server)
                if worst == nil || failure.code.isWarning && worst?.code.isWarning == false { worst = failure }
            }
        }
        throw worst ?? ConnectionFailure(code: .timedOut, server: client.server.text, reason: "was not reached in time")
    }

    private func reach(_ server: ServerAddress, until deadline: NIODeadline) async throws -> Line {
        let proxy = try client.proxies.proxy(for: server)
        let lookup = loop.makePromise(of: [SocketAddress].self)
        AddressLookup.addresses(
            of: proxy?.host ?? server.host, port: proxy?.port ?? server.port,
            named: proxy.map { "\(server.text): its proxy \($0)" } ?? server.text, on: loop
        ).cascade(to: lookup)
        let addresses = try await value(of: lookup, from: server, until: deadline)
        guard server.isSecure || addresses.allSatisfy(\.isLoopback) else {
            throw ConnectionFailure(code: .insecure, server: server.text, reason: "is another computer")
        }
        var last: any Error = ConnectionFailure(code: .unresolvable, server: server.text, reason: "has no address")
        for address in addresses {
            do {
                return try await reach(server, at: address, through: proxy, until: deadline)
            } catch let failure as ConnectionFailure where failure.code == .cancelled {
                throw failure
            } catch {
                last = error
            }
        }
        throw last
    }

    private func reach(
        _ server: ServerAddress, at address: SocketAddress, through proxy: Proxy?, until deadline: NIODeadline
    ) async throws -> Line {
        let peer = PeerKey()
        let secure = server.isSecure ? try Self.transport(to: server, showing: peer) : nil
        let connected = ClientBootstrap(group: loop)
            .connectTimeout(min(.nanoseconds(Int64(client.limits.connectSeconds * 1e9)), deadline - .now()))
            .connect(to: address)
        let (userAgent, answerBytes) = (client.userAgent, client.limits.answerBytes)
        let ready = connected.flatMap { channel in
            Self.tunnel(channel, to: server, through: proxy, userAgent: userAgent)
                .flatMap { Self.handshake(channel, secure) }
                .flatMapThrowing {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    let handler = ExchangeHandler(server: server.text, answerLimitBytes: answerBytes)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return channel
                }
        }
        let promise = loop.makePromise(of: (any Channel).self)
        ready.cascade(to: promise)
        // Given up while the connection was still being made: it is closed once it is there.
        promise.futureResult.whenFailure { _ in connected.whenSuccess { $0.close(promise: nil) } }
        do {
            let line = Line(channel: try await value(of: promise, from: server, until: deadline), server: server)
            if server.isSecure { try await judge(peer, on: line, until: deadline) }
            return line
        } catch {
            connected.whenSuccess { $0.close(promise: nil) }
            guard let proxy, error.code == .refused || error.code == .unreachable else { throw error }
            throw ConnectionFailure(
                code: .proxy, server: server.text, reason: "is not reached: its proxy \(proxy) \(error.reason)")
        }
    }

    /// Lets nothing be told to a server that is not the region's: one whose key is not known is asked only whose it is.
    private func judge(
        _ peer: PeerKey, on line: Line, until deadline: NIODeadline
    ) async throws(ConnectionFailure) {
        let server = line.server
        guard let trust = client.trust, let seen = peer.seen else {
            throw ConnectionFailure(
                code: .otherRegion, server: server.text, reason: "cannot be judged: no region is known here")
        }
        if !trust.knows(seen.pin) {
            let answer = try await exchange(.GET, "/v1/region", over: line, until: deadline)
            guard answer.isSuccess, let region = try? ReportCoder.decode(RegionResponse.self, from: answer.body) else {
                throw ConnectionFailure(
                    code: .garbled, server: server.text,
                    reason: "has the key \(seen.pin.text), which is not known here, and does not say whose it is "
                        + "(HTTP \(answer.status))")
            }
            do {
                try trust.prove(region, over: seen.pin, server: server)
            } catch {
                throw ConnectionFailure(error, server: server.text)
            }
        }
        trust.saw(seen.dates, of: seen.pin)
    }

    private static func transport(to server: ServerAddress, showing peer: PeerKey) throws -> ChannelPreparation {
        do {
            return try SecureTransport.client(host: server.host, trust: .custom { peer.verify($0, $1) })
        } catch {
            throw ConnectionFailure(error, server: server.text)
        }
    }

    private static func tunnel(
        _ channel: any Channel, to server: ServerAddress, through proxy: Proxy?, userAgent: String
    ) -> EventLoopFuture<Void> {
        guard let proxy else { return channel.eventLoop.makeSucceededVoidFuture() }
        let opened = channel.eventLoop.makePromise(of: Void.self)
        let handler = ProxyConnectHandler(
            proxy: proxy, request: proxy.request(for: server.authority, userAgent: userAgent), server: server.text,
            opened: opened)
        do {
            try channel.pipeline.syncOperations.addHandler(handler)
        } catch {
            opened.fail(error)
        }
        return opened.futureResult
    }

    private static func handshake(_ channel: any Channel, _ secure: ChannelPreparation?) -> EventLoopFuture<Void> {
        guard let secure else { return channel.eventLoop.makeSucceededVoidFuture() }
        let ended = channel.eventLoop.makePromise(of: Void.self)
        let prepared = secure(channel).flatMapThrowing {
            try channel.pipeline.syncOperations.addHandler(HandshakeWatch(promise: ended))
        }
        prepared.cascadeFailure(to: ended)
        return ended.futureResult
    }
}
