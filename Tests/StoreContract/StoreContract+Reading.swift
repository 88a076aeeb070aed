import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let reading = [
        StoreContract("a school row sums up what is heard from it") { world in
            try await world.withSchools()
            let (one, two) = (try await world.withAgent(), try await world.withAgent())
            let shared = world.device("moved between PCs")
            let tests = try await world.leased(
                [world.test("1", at: 10, down: 10, up: 2), world.test("2", at: 50, down: nil, up: nil)], by: one)
            _ = try await world.store.ingest([
                world.report(
                    one, 1, at: 60, scan: world.scan([shared, world.device("a")]),
                    tests: tests),
                world.report(two, 1, at: 90, scan: world.scan([shared])),
            ])
            let now = try await world.store.schools(world.query(school: "A-1"), scope: .everything)
            #expect(
                now == [
                    SchoolRow(
                        school: ContractWorld.schools[0], computers: 2, computersLive: 2, devices: 2,
                        lastReport: world.at(91), lastDownloadMbps: 10, lastUploadMbps: 2)
                ])
            let later = try await world.store.schools(world.query(15 * 86_400, school: "A-1"), scope: .everything)
            #expect(later.map(\.computersLive) == [0])
            #expect(later.map(\.computers) == [2])
        },
        StoreContract("a revoked agent's computer and devices count in no list, until it is taken in again") { world in
            try await world.withSchools()
            let (gone, stays) = (try await world.withAgent(), try await world.withAgent())
            let shared = world.device("carried to and fro")
            _ = try await world.store.ingest([
                world.report(gone, 1, scan: world.scan([shared, world.device("its own")])),
                world.report(stays, 1, scan: world.scan([shared])),
            ])
            func figures() async throws -> [[Int]] {
                let schools = try await world.store.schools(world.query(school: "A-1"), scope: .everything)
                let computers = try await world.store.computers(world.query(school: "A-1"), scope: .everything)
                var devices = [try await world.store.devices(world.query(school: "A-1"), scope: .everything)]
                var query = world.query(school: "A-1")
                query.byComputer = true
                devices.append(try await world.store.devices(query, scope: .everything))
                return [
                    schools.flatMap { [$0.computers, $0.computersLive, $0.devices] },
                    [computers.count, computers.filter(\.live).count], devices.map(\.count),
                ]
            }
            #expect(try await figures() == [[2, 2, 2], [2, 2], [2, 3]])
            try await world.store.revoke(gone.id, at: world.at(100))
            #expect(try await figures() == [[1, 1, 1], [1, 1], [1, 1]])
            try await world.withCode("again")
            _ = try await world.redeem("again", gone.key, at: 200)
            #expect(try await figures() == [[2, 2, 2], [2, 2], [2, 3]])
        },
        StoreContract("a line row holds medians and the latest test of the period") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let tests = [
                world.test("1", at: 0, down: 1, up: 1, idle: 10),
                world.test("2", at: 86_400, down: 30, up: 3, idle: 30),
                world.test("3", at: 172_800, down: 20, up: 2, idle: 20),
                world.test("4", at: 172_900, down: nil, up: nil),
                world.test("5", at: 259_200, down: 40, up: nil),
            ]
            let leased = try await world.leased(tests, by: agent)
            _ = try await world.store.ingest([world.report(agent, 1, at: 300_000, tests: leased)])
            let rows = try await world.store.lines(world.query(300_000, since: world.at(1)), scope: .everything)
            let row = try #require(rows.first)
            #expect(rows.count == 1)
            #expect([row.tests, row.failedTests, row.days] == [3, 1, 3])
            #expect([row.downloadMbps, row.uploadMbps, row.idleLatencyMs] == [30, 2.5, 25])
            #expect(row.line == "1")
            #expect([row.lastDownloadMbps, row.lastUploadMbps] == [40, nil])
            #expect(row.downloadP20Mbps == 24)
            #expect(row.lastTestAt == world.at(259_200))
        },
        StoreContract("every list keeps to the reader's scope") { world in
            try await world.withSchools()
            let (near, far) = (try await world.withAgent(school: "A-2"), try await world.withAgent(school: "B-1"))
            for agent in [near, far] {
                _ = try await world.store.ingest([
                    world.report(
                        agent, 1, scan: world.scan([world.device("d")]),
                        tests: [world.test("t", at: 5, down: 9, up: 1)])
                ])
            }
            for (scope, expected) in [
                (Scope.areas([AreaPath(country: "Kazakhstan", region: "Aktobe")]), ["A-2"]),
                (.areas([ContractWorld.rudny, ContractWorld.temir]), ["A-2", "B-1"]),
                (.areas([AreaPath(country: "Kazakhstan", region: "Akto")]), []),
                (.areas([]), []),
            ] {
                let store = world.store
                let query = world.query()
                let schools = try await store.schools(query, scope: scope).map(\.school.id)
                #expect(schools.filter { $0 != "A-1" } == expected)
                #expect(try await store.computers(query, scope: scope).map(\.school) == expected)
                #expect(try await store.devices(query, scope: scope).map(\.school) == expected)
                #expect(try await store.lines(query, scope: scope).map(\.school) == expected)
                #expect(try await store.agents(query, scope: scope).map(\.school) == expected)
                #expect(try await store.enrollments(query, scope: scope).map(\.school) == expected)
            }
        },
        StoreContract("an area is found by path or by name, a school by id, and a wrong one is said") { world in
            try await world.withSchools()
            for (area, expected) in [
                ("Kazakhstan", ["A-1", "A-2", "B-1"]), ("aktobe", ["A-1", "A-2"]), ("Kazakhstan/Aktobe/Temir", ["A-2"]),
                ("Alga", ["A-1"]),
            ] {
                let rows = try await world.store.schools(world.query(area: area), scope: .everything)
                #expect(rows.map(\.school.id) == expected, "\(area)")
            }
            let kostanay = Scope.areas([AreaPath(country: "Kazakhstan", region: "Kostanay")])
            await #expect(throws: StoreFailure.unknownArea("Atlantis")) {
                _ = try await world.store.schools(world.query(area: "Atlantis"), scope: .everything)
            }
            await #expect(throws: StoreFailure.unknownArea("Alga")) {
                _ = try await world.store.schools(world.query(area: "Alga"), scope: kostanay)
            }
            await #expect(throws: StoreFailure.unknownSchool("A-1")) {
                _ = try await world.store.devices(world.query(school: "A-1"), scope: kostanay)
            }
        },
        StoreContract("filters narrow and a limit cuts") { world in
            try await world.withSchools()
            let one = try await world.withAgent(room: "101", label: "PC-7")
            let two = try await world.withAgent(room: "102")
            let devices = [world.device("kit", .roboticsKit), world.device("tab", .tablet)]
            _ = try await world.store.ingest([
                world.report(one, 1, at: 60, scan: world.scan(devices)),
                world.report(two, 1, at: 600, scan: world.scan(devices)),
            ])
            let store = world.store
            let kits = try await store.devices(world.query(category: .roboticsKit), scope: .everything)
            #expect(kits.map(\.id) == ["kit"])
            #expect(kits.map(\.room) == ["102"], "where it was seen last")
            #expect(try await store.devices(world.query(room: "101"), scope: .everything).isEmpty)
            var byComputer = world.query(room: "101")
            byComputer.byComputer = true
            let room = try await store.devices(byComputer, scope: .everything)
            #expect(room.map(\.label) == ["PC-7", "PC-7"])
            let recent = try await store.computers(world.query(since: world.at(500)), scope: .everything)
            #expect(recent.map(\.room) == ["102"])
            #expect(try await store.schools(world.query(limit: 2), scope: .everything).count == 2)
        },
    ]
}
