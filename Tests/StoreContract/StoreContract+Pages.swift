import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let pages = [
        StoreContract("a page is a piece of the whole list in its order, and the count is the whole list's") { world in
            try await world.withSchools()
            for number in 0..<7 {
                let agent = try await world.withAgent(school: number < 5 ? "A-1" : "A-2")
                _ = try await world.store.ingest([world.report(agent, 1, scan: world.scan([]))])
            }
            for name in ["one", "two", "three"] { try await world.withCode(name, uses: 1) }
            for list in CountedList.allCases {
                for query in [world.query(), world.query(school: "A-1")] {
                    let whole = try await world.names(of: list, query)
                    #expect(try await world.store.count(list, query, scope: .everything) == whole.count, "\(list)")
                    #expect(whole.count > (query.school == nil ? 2 : 0), "\(list)")
                    for (limit, offset) in [(2, 0), (2, 1), (1, 2), (100, 1), (2, 100), (0, 0)] {
                        var page = query
                        (page.limit, page.offset) = (limit, offset)
                        let rows = try await world.names(of: list, page)
                        #expect(rows == Array(whole.dropFirst(offset).prefix(limit)), "\(list) \(limit) \(offset)")
                        #expect(try await world.store.count(list, page, scope: .everything) == whole.count)
                    }
                }
            }
        },
        StoreContract("a count knows the scope and every filter of its list") { world in
            try await world.withSchools()
            let agent = try await world.withAgent(school: "A-1")
            let other = try await world.withAgent(school: "A-2")
            for agent in [agent, other] {
                _ = try await world.store.ingest([world.report(agent, 1, scan: world.scan([]))])
            }
            var (byAgent, byRoom, late) = (world.query(), world.query(), world.query())
            byAgent.agent = agent.id
            byRoom.room = "no such room"
            late.since = world.at(1_000_000)
            for list in [CountedList.computers, .agents] {
                #expect(try await world.store.count(list, world.query(), upTo: 1, scope: .everything) == 1)
                #expect(try await world.store.count(list, world.query(), upTo: 3, scope: .everything) == 2)
                #expect(try await world.store.count(list, world.query(), scope: .everything) == 2)
                #expect(try await world.store.count(list, world.query(), scope: .school("A-2")) == 1)
                #expect(try await world.store.count(list, byAgent, scope: .everything) == 1)
                #expect(try await world.store.count(list, byAgent, scope: .school("A-2")) == 0)
                #expect(try await world.store.count(list, byRoom, scope: .everything) == 0)
                #expect(try await world.store.count(list, late, scope: .everything) == 0)
            }
            #expect(try await world.store.count(.schools, world.query(), scope: .school("A-2")) == 1)
            #expect(try await world.store.count(.enrollments, byRoom, scope: .everything) == 0)
            await #expect(throws: StoreFailure.self) {
                try await world.store.count(.agents, world.query(school: "A-1"), scope: .school("A-2"))
            }
        },
    ]
}

extension ContractWorld {
    /// What tells the rows of a list apart.
    fileprivate func names(of list: CountedList, _ query: Query) async throws -> [String] {
        switch list {
        case .schools: try await store.schools(query, scope: .everything).map(\.school.id)
        case .places: try await store.placeRows(query, scope: .everything).map(\.school)
        case .computers: try await store.computers(query, scope: .everything).map { $0.agent?.text ?? "" }
        case .agents: try await store.agents(query, scope: .everything).map(\.agent.text)
        case .enrollments: try await store.enrollments(query, scope: .everything).map { "\($0.id)" }
        }
    }
}
