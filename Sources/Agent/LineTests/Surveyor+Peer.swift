internal import FoundationEssentials
internal import LineTesting
internal import Logging
internal import NDT7
internal import NIOCore
internal import Outbox
internal import Reports

extension Surveyor {
    /// How often the other computer's listener is asked for, and how long between.
    static let peerQuestions = 6
    static let peerSeconds = 5.0
    /// A LAN test of ten seconds each way at 1 Gbps; it costs the line nothing.
    static let peerByteCap = 2_500_000_000

    /// The LAN question: the same measurement against another computer of the school, stopped early.
    /// - Returns: nil where the lease does not ask it, or nobody listens in time.
    func peerTest(
        _ order: LineInstruments.Order, _ visit: Visit, _ held: Held, _ enrollment: Enrollment
    ) async throws -> LineTest? {
        let lease = held.lease
        guard let peer = lease.peer, peer.role == .measure,
            let server = await listener(peer, visit, held, enrollment),
            await obstacle(to: visit, until: held.until, enrollment) == nil
        else { return nil }
        var order = order
        order.id = UUID().uuidString.lowercased()
        order.server = server.presenting(accessToken: peer.token)
        order.byteCap = Self.peerByteCap
        let test = await instruments.measure(order)
        return Task.isCancelled ? nil : told(test, of: .peer, visit, lease)
    }

    /// Asks until the listener is open; bounded.
    private func listener(
        _ peer: Lease.Peer, _ visit: Visit, _ held: Held, _ enrollment: Enrollment
    ) async -> TestServer? {
        let lease = held.lease
        var url = peer.server
        for question in 0..<Self.peerQuestions where url == nil {
            if question > 0, !(await instruments.pause(Self.peerSeconds)) { return nil }
            guard await obstacle(to: visit, until: held.until, enrollment) == nil else { return nil }
            var request = request(.peer)
            request.lease = lease.id
            guard case .answered(let response) = await client(enrollment).ask(request), response.lease?.id == lease.id
            else { return nil }
            url = response.lease?.peer?.server
        }
        return url.flatMap { url in try? TestServer(url: url) }.flatMap { $0.isLAN ? $0 : nil }
    }

    /// Listens for the lease's time, then tests the line in its turn where the lease was handed over: wired against Wi-Fi.
    mutating func listen(_ visit: Visit, under held: Held, _ enrollment: Enrollment) async throws {
        guard let slot = visit.slot else { return }
        let lease = held.lease
        var handed: Held?
        if options.mayListen, let peer = lease.peer, let address = visit.place.ownAddress {
            do {
                handed = try await listen(at: address, peer, lease, enrollment)
            } catch {
                logger.warning("no listener could be opened for the LAN test: \(error)")
            }
        }
        guard let handed else {
            return try skip(slot, .heldByAnother, visit.circumstances)
        }
        _ = try await test(visit, under: handed, enrollment)
    }

    /// - Returns: the lease, once it is this computer's to test the line with.
    private func listen(
        at address: String, _ peer: Lease.Peer, _ lease: Lease, _ enrollment: Enrollment
    ) async throws -> Held? {
        let listener = try await instruments.listen(address, peer.token, lease.seconds)
        var request = request(.listening)
        request.lease = lease.id
        request.listening = listener.address
        guard case .answered(let response) = await client(enrollment).ask(request), response.lease?.id == lease.id
        else {
            await listener.close()
            return nil
        }
        let isUsed = await listener.used(within: Double(lease.seconds))
        await listener.close()
        return isUsed ? await handedOver(lease, enrollment) : nil
    }

    /// Asks whether the other computer has passed the lease on; bounded.
    private func handedOver(_ lease: Lease, _ enrollment: Enrollment) async -> Held? {
        for _ in 0..<Self.peerQuestions {
            guard await instruments.pause(Self.peerSeconds) else { return nil }
            var request = request(.peer)
            request.lease = lease.id
            let asked = core.clock.now().monotonic
            guard case .answered(let response) = await client(enrollment).ask(request), let handed = response.lease
            else { return nil }
            if handed.peer?.role != .listen { return Held(lease: handed, until: asked + Double(handed.seconds)) }
        }
        return nil
    }

    /// A second figure under the same lease, with what is known of it.
    func told(
        _ test: LineTest, of target: LineCircumstances.Target, _ visit: Visit, _ lease: Lease
    ) -> LineTest {
        var test = test
        test.link = visit.place.link
        test.circumstances = LineCircumstances(
            target: target, slot: visit.slot?.id, lease: lease.id, line: lease.line,
            inLessons: visit.slot?.inLessons, gateway: visit.circumstances.gateway)
        return test
    }
}

extension TestServer {
    /// Whether it is an address that only local networks have, in plain `ws`: a region's server cannot make a school's
    /// computers load another's.
    var isLAN: Bool { !isSecure && LANAddress(host: host, port: port) != nil }
}
