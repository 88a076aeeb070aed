import FoundationEssentials
import Reports
import Store
import Testing

extension ContractWorld {
    fileprivate func set(
        _ place: SettingsPlace, basedOn: Int = 0, at seconds: Double = 0, _ edit: (inout RegionSettings) -> Void
    ) async throws -> Int {
        var settings = RegionSettings()
        edit(&settings)
        return try await store.changeSettings(
            SettingsChange(place: place, settings: settings, basedOn: basedOn, by: "aigerim", at: at(seconds)))
    }
}

extension StoreContract {
    static let settings = [
        StoreContract("a school takes over what its areas set, the narrower winning") { world in
            try await world.withSchools()
            #expect(try await world.store.settingsVersion() == 0)
            _ = try await world.set(.area("Kazakhstan")) { settings in
                settings.monthlyMB = 900
                settings.thresholds = ["rise_ms": 150, "lan_ratio": 3]
            }
            _ = try await world.set(.area("kazakhstan / AKTOBE")) { $0.testsPerDay = 3 }
            _ = try await world.set(.area("Temir")) { $0.testsPerDay = 5 }
            let last = try await world.set(.school("A-1")) { $0.thresholds = ["rise_ms": 80] }
            let alga = try await world.store.settings(of: .school("A-1"), scope: .everything)
            #expect(alga.version == last && alga.own?.version == last)
            #expect(alga.layers.map(\.place) == ["Kazakhstan", "Kazakhstan/Aktobe", "school A-1"])
            #expect(alga.merged.monthlyMB == 900 && alga.merged.testsPerDay == 3)
            #expect(alga.merged.thresholds == ["rise_ms": 80, "lan_ratio": 3])
            let temir = try await world.store.settings(of: .school("A-2"), scope: .everything)
            #expect(temir.merged.testsPerDay == 5 && temir.own == nil && temir.version == last)
            let rudny = try await world.store.settings(of: .school("B-1"), scope: .everything)
            #expect(rudny.merged.testsPerDay == nil && rudny.merged.monthlyMB == 900)
            let area = try await world.store.settings(of: .area("Aktobe"), scope: .everything)
            #expect(area.place == "Kazakhstan/Aktobe" && area.own?.settings.testsPerDay == 3)
        },
        StoreContract("versions grow over the whole region, and never below the time of the change") { world in
            try await world.withSchools()
            let first = try await world.set(.area("Aktobe")) { $0.monthlyMB = 1 }
            #expect(first == Int(world.start.timeIntervalSince1970))
            let second = try await world.set(.school("B-1"), at: -3_600) { $0.monthlyMB = 2 }
            #expect(second == first + 1, "a clock set back takes no number twice")
            let third = try await world.set(.area("Aktobe"), basedOn: first, at: 60) { $0.monthlyMB = 3 }
            #expect(third == first + 60)
        },
        StoreContract("a change made beside another is refused, and changes nothing") { world in
            try await world.withSchools()
            let first = try await world.set(.school("A-1")) { $0.monthlyMB = 1 }
            await #expect(throws: StoreFailure.settingsMovedOn("A-1")) {
                _ = try await world.set(.school("A-1")) { $0.monthlyMB = 2 }
            }
            await #expect(throws: StoreFailure.unknownSchool("X")) { _ = try await world.set(.school("X")) { _ in } }
            await #expect(throws: StoreFailure.unknownArea("X")) { _ = try await world.set(.area("X")) { _ in } }
            #expect(try await world.store.settingsVersion() == first)
            #expect(try await world.store.settings(of: .school("A-1"), scope: .everything).merged.monthlyMB == 1)
        },
        StoreContract("a name that several areas have is no place") { world in
            var schools = ContractWorld.schools
            schools[2].area = AreaPath(country: "Kazakhstan", region: "Kostanay", district: "Alga")
            _ = try await world.store.importSchools(schools, dryRun: false)
            await #expect(
                throws: StoreFailure.ambiguousArea(
                    "Alga", paths: ["Kazakhstan/Aktobe/Alga", "Kazakhstan/Kostanay/Alga"])
            ) { _ = try await world.set(.area("Alga")) { _ in } }
        },
        StoreContract("the history keeps every change with who and when, within the reader's scope") { world in
            try await world.withSchools()
            let one = try await world.set(.area("Aktobe")) { $0.monthlyMB = 1 }
            let two = try await world.set(.area("Aktobe"), basedOn: one, at: 10) { $0.monthlyMB = 2 }
            let three = try await world.set(.school("B-1"), at: 20) { $0.monthlyMB = 3 }
            let all = try await world.store.settingsHistory(world.query(), scope: .everything)
            #expect(all.map(\.version) == [three, two, one])
            #expect(all.map(\.changedBy) == ["aigerim", "aigerim", "aigerim"])
            #expect(all.map(\.changedAt) == [world.at(20), world.at(10), world.at(0)])
            #expect(all.map(\.settings.monthlyMB) == [3, 2, 1])
            let area = try await world.store.settingsHistory(world.query(area: "Aktobe"), scope: .everything)
            #expect(area.map(\.version) == [two, one])
            let school = try await world.store.settingsHistory(world.query(school: "B-1"), scope: .everything)
            #expect(school.map(\.version) == [three])
            let scope = Scope.areas([ContractWorld.rudny])
            #expect(try await world.store.settingsHistory(world.query(), scope: scope).map(\.version) == [three])
            await #expect(throws: StoreFailure.unknownSchool("A-1")) {
                _ = try await world.store.settings(of: .school("A-1"), scope: scope)
            }
        },
        StoreContract("a school moved to another area takes over what that one set") { world in
            try await world.withSchools()
            _ = try await world.set(.area("Alga")) { $0.monthlyMB = 1 }
            _ = try await world.set(.area("Rudny")) { $0.monthlyMB = 2 }
            var moved = ContractWorld.schools[0]
            moved.area = ContractWorld.rudny
            _ = try await world.store.importSchools([moved], dryRun: false)
            #expect(try await world.store.settings(of: .school("A-1"), scope: .everything).merged.monthlyMB == 2)
        },
    ]
}
