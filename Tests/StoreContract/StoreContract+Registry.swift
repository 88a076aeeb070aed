import FoundationEssentials
import Store
import Testing

extension StoreContract {
    static let registry = [
        StoreContract("keeps every field of a school") { world in
            try await world.withSchools()
            let rows = try await world.store.schools(world.query(), scope: .everything)
            #expect(rows.map(\.school) == ContractWorld.schools)
        },
        StoreContract("imports schools idempotently and says what changed") { world in
            let first = try await world.store.importSchools(ContractWorld.schools, dryRun: false)
            #expect(first == ImportOutcome(added: ["A-1", "A-2", "B-1"]))
            var changed = ContractWorld.schools
            changed[1].pupils = 71
            let second = try await world.importing(changed, on: 0)
            #expect(second == ImportOutcome(changed: ["A-2"], unchanged: ["A-1", "B-1"]))
            let third = try await world.importing(changed, on: 1)
            #expect(third == ImportOutcome(unchanged: ["A-1", "A-2", "B-1"]))
            let rows = try await world.store.schools(world.query(school: "A-2"), scope: .everything)
            #expect(rows.first?.school.pupils == 71)
        },
        StoreContract("a dry run says the same and changes nothing") { world in
            let dry = try await world.store.importSchools(ContractWorld.schools, dryRun: true)
            #expect(dry.added.count == 3)
            #expect(try await world.store.schools(world.query(), scope: .everything).isEmpty)
        },
        StoreContract("an import with a fault changes nothing") { world in
            try await world.withSchools()
            let orphan = School(
                id: "A-3", names: Names(en: "Orphan"), area: ContractWorld.alga, supportedBy: "nowhere")
            var fine = ContractWorld.schools[0]
            fine.pupils = 1
            await #expect(throws: StoreFailure.unknownSupportSchool(school: "A-3", supportedBy: "nowhere")) {
                _ = try await world.store.importSchools([fine, orphan], dryRun: false)
            }
            await #expect(throws: StoreFailure.doubledSchool("A-1")) {
                _ = try await world.store.importSchools([fine, fine], dryRun: false)
            }
            let rows = try await world.store.schools(world.query(), scope: .everything)
            #expect(rows.map(\.school) == ContractWorld.schools)
        },
        StoreContract("a school may be imported before the one that supports it") { world in
            let outcome = try await world.store.importSchools(ContractWorld.schools.reversed(), dryRun: false)
            #expect(outcome.added == ["B-1", "A-2", "A-1"])
        },
        StoreContract("region secrets are kept from the first proposal on") { world in
            let first = try await world.store.establishRegionSecrets(RegionSecrets(["a": Data([1]), "b": Data([2])]))
            #expect(first.values == ["a": Data([1]), "b": Data([2])])
            let second = try await world.store.establishRegionSecrets(RegionSecrets(["b": Data([9]), "c": Data([3])]))
            #expect(second.values == ["a": Data([1]), "b": Data([2]), "c": Data([3])])
        },
    ]
}
