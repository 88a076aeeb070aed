import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let stock = [
        StoreContract("stock is counted from the books and what was seen, for a room, a school and an area") { world in
            try await world.withSchools()
            let tablet = try await world.withTablet()
            let agent = try await world.withAgent(room: "1")
            _ = try await world.store.ingest([
                world.ran(agent, 1, day: 0, seeing: [tablet, world.device("two"), world.device("three")])
            ])
            let books = ["2", "3", "4", "5"].map {
                Asset(
                    school: "A-1", inventoryNumber: $0, category: .device(.tablet), room: "1", purchasedOn: "2025-01-01"
                )
            }
            _ = try await world.store.importAssets(books, at: world.at(0), dryRun: false)
            var query = world.query(7_200, area: "Aktobe")
            query.filters.stock.category = .device(.tablet)
            let row = try #require(try await world.store.stock(query, scope: .everything).first)
            #expect(row.school == "A-1" && row.low == 3 && row.high == 5 && row.room == nil)
            #expect(row.verified == 3 && row.registered == 2 && row.coverage == 1 && row.day == "2025-09-01")
            query.filters.stock.byRoom = true
            #expect(try await world.store.stock(query, scope: .everything).map(\.room) == ["1"])
            query.area = "Kostanay"
            #expect(try await world.store.stock(query, scope: .everything).isEmpty)
            #expect(try await world.store.stock(world.query(), scope: .school("B-1")).isEmpty)
        },
        StoreContract("what a count is made of can be traced") { world in
            try await world.withSchools()
            let tablet = try await world.withTablet()
            let agent = try await world.withAgent(room: "1", label: "PC-1")
            _ = try await world.store.ingest([world.ran(agent, 1, day: 0, seeing: [tablet])])
            var query = world.query(7_200, school: "A-1")
            query.filters.stock.category = .device(.tablet)
            let items = try await world.store.stockItems(query, scope: .everything)
            #expect(
                items.map { [$0.reason.rawValue, $0.match?.rawValue, $0.inventoryNumber, $0.device, $0.computer] }
                    == [["seen_lately", "serial", "1", "tab", "PC-1"]])
            #expect(items.first?.lastSeen == "2025-09-01" && items.first?.agent == agent.id)
            await #expect(throws: StoreFailure.unknownSchool("A-1")) {
                try await world.store.stockItems(query, scope: .school("B-1"))
            }
        },
        StoreContract("coverage is live agents of all computers, on the books or not") { world in
            try await world.withSchools()
            let (live, silent) = (try await world.withAgent(), try await world.withAgent())
            _ = try await world.store.ingest([world.ran(silent, 1, day: 0, seeing: [])])
            for day in [18, 21] { _ = try await world.store.ingest([world.ran(live, day, day: day, seeing: [])]) }
            _ = try await world.store.importComputers(
                [RegisteredComputer(school: "A-1", label: "W-1")], at: world.at(0), dryRun: false)
            let rows = try await world.store.coverage(world.query(21 * 86_400 + 7_200), scope: .everything)
            #expect(rows.map(\.school) == ["A-1", "A-2", "B-1"])
            let first = try #require(rows.first)
            #expect(
                first.coverage == Coverage(registered: 1, agents: 2, live: 1, daysPossible: 20, daysRun: 2))
            #expect(first.missing == ["1 PC without an agent", "1 agent silent"])
            #expect(rows.last?.missing == ["no computer known"])
            let districts = CoverageRow.rows(of: rows, by: .region)
            #expect(districts.map(\.area.text) == ["Kazakhstan/Aktobe", "Kazakhstan/Kostanay"])
            #expect(districts.map(\.schools) == [2, 1] && districts.map(\.schoolsWithoutComputers) == [1, 1])
        },
        StoreContract("what is kept follows reports, lists, agents that come and go, and the day") { world in
            try await world.withSchools()
            func computers(_ day: Int = 0) async throws -> StockRow? {
                var query = world.query(TimeInterval(day) * 86_400 + 7_200, school: "A-1")
                query.filters.stock.category = .computer
                return try await world.store.stock(query, scope: .everything).first
            }
            #expect(try await computers() == nil)
            let agent = try await world.withAgent()
            #expect(try await computers()?.noData == 1)
            _ = try await world.store.ingest([world.ran(agent, 1, day: 0, seeing: [])])
            #expect(try await computers()?.verified == 1)
            _ = try await world.store.importComputers(
                [RegisteredComputer(school: "A-1", label: "W-1")], at: world.at(0), dryRun: false)
            #expect(try await computers()?.high == 2)
            #expect(try await computers(30)?.noData == 1)
            #expect(try await computers(0)?.verified == 1, "an earlier day is worked out anew")
            #expect(try await computers(31)?.day == world.day(31))
            try await world.store.revoke(agent.id, at: world.at(31 * 86_400))
            #expect(try await computers(31)?.high == 1)
        },
        StoreContract("figures are brought up to date a few schools at a time") { world in
            try await world.withSchools()
            let query = world.query()
            #expect(try await world.store.refreshFigures(query, scope: .everything, limit: 2) == 1)
            #expect(try await world.store.refreshFigures(query, scope: .everything, limit: 2) == 0)
            let agent = try await world.withAgent()
            _ = try await world.store.ingest([world.ran(agent, 1, day: 0, seeing: [])])
            #expect(try await world.store.refreshFigures(query, scope: .school("B-1"), limit: 2) == 0)
            #expect(try await world.store.refreshFigures(query, scope: .everything, limit: 0) == 1)
            let late = world.query(3 * 86_400)
            #expect(try await world.store.refreshFigures(late, scope: .everything, limit: 1) == 2)
        },
    ]
}
