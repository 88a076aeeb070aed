import FoundationEssentials
import Store
import Testing

extension StoreContract {
    static let names = [
        StoreContract("a school is found by words of its names in any language, whoever asks for which list") { world in
            try await world.withSchools()
            _ = try await world.withAgent(school: "A-2")
            for (name, expected) in [
                ("тірек", ["A-1"]), ("Tirek mektebi", ["A-1"]), ("support", ["A-1"]), ("малая", ["A-2"]),
                ("malaya shkola", ["A-2"]), ("школа малая", ["A-2"]), ("school", ["A-1", "B-1"]), ("scho far", ["B-1"]),
                ("far support", []), ("hool", []), ("№", []),
            ] {
                var query = world.query()
                query.filters.name = name
                let rows = try await world.store.schools(query, scope: .everything)
                #expect(rows.map(\.school.id) == expected, "\(name)")
                #expect(try await world.store.count(.schools, query, scope: .everything) == expected.count)
                let agents = try await world.store.agents(query, scope: .everything)
                #expect(agents.map(\.school) == expected.filter { $0 == "A-2" }, "\(name)")
                #expect(try await world.store.schools(query, scope: .school("A-2")).count == agents.count)
            }
        },
        StoreContract("a school that is renamed is found by its new name alone") { world in
            try await world.withSchools()
            var schools = ContractWorld.schools
            schools[1].names = Names(kk: "№7 мектеп", en: "Lyceum 7")
            _ = try await world.store.importSchools(schools, dryRun: false)
            for (name, count) in [("малая", 0), ("мектеп 7", 1), ("lyceum", 1), ("70", 0)] {
                var query = world.query()
                query.filters.name = name
                #expect(try await world.store.schools(query, scope: .everything).count == count, "\(name)")
            }
        },
    ]
}
