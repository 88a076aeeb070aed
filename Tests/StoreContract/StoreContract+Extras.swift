import Store
import Testing

extension StoreContract {
    static let extras = [
        StoreContract("keeps beside a school what platforms say, apart by source") { world in
            let giga = SchoolExtra(school: "A-1", source: "giga", fields: ["connectivity": "Yes", "note": "№12 \"q\""])
            let itu = SchoolExtra(school: "A-1", source: "itu", fields: ["poi_type": "school"])
            let first = try await world.store.importSchools(
                ContractWorld.schools, extras: [giga, itu], dryRun: false)
            #expect(first.added == ["A-1", "A-2", "B-1"])
            #expect(try await world.store.schoolExtras(from: "giga", world.query(), scope: .everything) == [giga])
            #expect(try await world.store.schoolExtras(from: "itu", world.query(), scope: .everything) == [itu])
            #expect(
                try await world.store.schoolExtras(from: "giga", world.query(), scope: .areas([ContractWorld.rudny]))
                    .isEmpty)
        },
        StoreContract("a school of which only a platform's words differ is changed, once") { world in
            try await world.withSchools()
            let extra = SchoolExtra(school: "A-2", source: "giga", fields: ["num_tablets": "12"])
            let dry = try await world.store.importSchools(ContractWorld.schools, extras: [extra], dryRun: true)
            #expect(dry == ImportOutcome(changed: ["A-2"], unchanged: ["A-1", "B-1"]))
            #expect(try await world.store.schoolExtras(from: "giga", world.query(), scope: .everything).isEmpty)
            let real = try await world.store.importSchools(ContractWorld.schools, extras: [extra], dryRun: false)
            #expect(real == dry)
            let again = try await world.store.importSchools(ContractWorld.schools, extras: [extra], dryRun: false)
            #expect(again.changed.isEmpty)
            // A file of ours says nothing of them: they stay.
            _ = try await world.store.importSchools(ContractWorld.schools, dryRun: false)
            #expect(try await world.store.schoolExtras(from: "giga", world.query(), scope: .everything) == [extra])
        },
    ]
}
