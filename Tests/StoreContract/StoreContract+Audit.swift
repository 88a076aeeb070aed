import FoundationEssentials
import Store
import Testing

extension StoreContract {
    static let audit = [
        StoreContract("what was done is kept in order, the latest first") { world in
            let first = AuditEntry(at: world.at(0), who: "a", action: .settingsChanged, object: "A-1", detail: "v1")
            let second = AuditEntry(at: world.at(0), who: "b", action: .agentRevoked, object: "x")
            let third = AuditEntry(at: world.at(60), who: "a", action: .tokenMade, object: "1")
            for entry in [first, second, third] { try await world.store.record(entry) }
            #expect(try await world.store.audit(since: nil, limit: nil) == [third, second, first])
            #expect(try await world.store.audit(since: world.at(1), limit: nil) == [third])
            #expect(try await world.store.audit(since: nil, limit: 2) == [third, second])
        },
        StoreContract("reads are counted by day, token and path") { world in
            try await world.withSchools()
            let one = try await world.token("one", .reader, .areas(["Aktobe"]))
            let two = try await world.token("two", .reader, .areas(["Aktobe"]))
            for (token, path, rows, seconds) in [
                (one, "/api/schools", 10, 0.0), (one, "/api/schools", 5, 60), (one, "/api/lines", 1, 61),
                (two, "/api/schools", 2, 62), (one, "/api/schools", 3, 86_400),
            ] {
                try await world.store.recordRead(by: token, of: path, rows: rows, at: world.at(seconds))
            }
            let entries = try await world.store.audit(since: nil, limit: nil)
            #expect(
                entries.map { [$0.who, $0.object, $0.detail ?? ""] } == [
                    ["one", "/api/schools", "1 reads, 3 rows"], ["two", "/api/schools", "1 reads, 2 rows"],
                    ["one", "/api/lines", "1 reads, 1 rows"], ["one", "/api/schools", "2 reads, 15 rows"],
                ])
            #expect(entries.last?.at == world.at(60) && entries.allSatisfy { $0.action == .read })
            #expect(try await world.store.tokens().map(\.lastUsed) == [world.at(86_400), world.at(62)])
        },
        StoreContract("figures count agents by state, live computers, and the newest report") { world in
            try await world.withSchools()
            let (one, two) = (try await world.withAgent(), try await world.withAgent())
            let far = try await world.withAgent(school: "B-1")
            _ = try await world.store.ingest([
                world.report(one, 1, at: 60), world.report(two, 1, at: 90), world.report(far, 1, at: 100),
            ])
            try await world.store.revoke(two.id, at: world.at(200))
            let all = try await world.store.figures(world.query(), scope: .everything)
            #expect(all.agents == [.enrolled: 2, .revoked: 1, .waiting: 0])
            #expect([all.computers, all.computersLive] == [2, 2])
            #expect(all.newestReport == world.at(101) && all.databaseBytes > 0)
            let near = Scope.areas([AreaPath(country: "Kazakhstan", region: "Aktobe")])
            let some = try await world.store.figures(world.query(15 * 86_400), scope: near)
            #expect(some.agents == [.enrolled: 1, .revoked: 1, .waiting: 0])
            #expect([some.computers, some.computersLive] == [1, 0])
        },
    ]
}
