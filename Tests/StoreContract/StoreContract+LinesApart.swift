import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let (router, accessPoint) = (ContractWorld.gateway, ContractWorld.otherGateway)

    static let linesApart: [StoreContract] = [
        StoreContract("gateways that nobody told apart share a holder, a budget, and the LAN question") { world in
            try await world.withSchools()
            let (wired, wifi) = (try await world.withAgent(), try await world.withAgent())
            let rules = LeaseRules(monthlyBytes: 30_000_000, testBytes: 900_000, leastBytes: 200_000)
            func askWiFi(_ time: TimeInterval) async throws -> LeaseAnswer {
                try await world.ask(
                    wifi, at: time, gateway: accessPoint, enrolledHere: true, medium: .wifi, mayListen: true,
                    rules: rules)
            }
            let first = try #require(try await askWiFi(0).granted)
            #expect(first.line == "1" && first.byteAllowance == 500_000)
            _ = try await world.release(wifi, first, at: 10, bytes: 500_000)
            let lease = try #require(
                try await world.ask(
                    wired, at: 20, gateway: router, enrolledHere: true, mayListen: true, rules: rules
                ).granted)
            #expect(lease.line == "2" && lease.byteAllowance == 250_000, "one line's budget")
            let listener = try #require(try await askWiFi(21).listener, "the other medium is behind the other gateway")
            #expect(listener.id == lease.id)
            _ = try await world.ask(wifi, .listening, at: 22, lease: lease.id, listening: "10.0.0.1:1")
            _ = try await world.ask(wired, .peer, at: 23, lease: lease.id)
            _ = try await world.ask(wired, .release, at: 50, lease: lease.id, bytes: 0, test: "t", rules: rules)
            let pair = try #require(try await world.ask(wifi, .peer, at: 51, lease: lease.id).granted)
            #expect(pair.line == "1", "it stands behind its own gateway")
        },
        StoreContract("an operator joins two gateways or tells them apart, and what enrols later is apart from none") {
            world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let third = try await world.withAgent()
            var lease = try #require(try await world.askHere(first).granted)
            #expect(try await world.ask(second, gateway: accessPoint, enrolledHere: true).reason == .heldByAnother)
            await #expect(throws: StoreFailure.unknownGateway(school: "A-1", gateway: "x")) {
                try await world.move("x", to: "1")
            }
            _ = try await world.release(first, lease, at: 1)
            try await world.move(accessPoint, to: "1", at: 2)
            lease = try #require(try await world.ask(second, at: 3, gateway: accessPoint).granted)
            #expect(lease.line == "1")
            _ = try await world.release(second, lease, at: 4)
            try await world.move(accessPoint, to: "fibre", at: 5)
            lease = try #require(try await world.askHere(first, at: 6).granted)
            #expect(try await world.ask(second, at: 6, gateway: accessPoint).granted?.line == "fibre", "apart")
            let new = String(repeating: "c", count: 32)
            let late = try await world.ask(third, at: 7, gateway: new, enrolledHere: true)
            #expect(late.reason == .heldByAnother, "whose line it is, nobody has said")
            let rows = try await world.store.gateways(world.query(school: "A-1"), scope: .everything)
            #expect(rows.compactMap { $0.gateway == nil ? nil : $0.line } == ["1", "2", "fibre"])
        },
    ]
}
