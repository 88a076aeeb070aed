import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    /// What was so on earlier days stays known.
    static let history = [
        StoreContract("keeps every field of a school, also of an earlier day") { world in
            var school = School(
                id: "Z-1", names: Names(kk: "Қ", ru: "К", en: "K"), area: ContractWorld.alga, type: .support,
                latitude: 50.1, longitude: 57.1, pupils: 9, rural: true, grades: "1-11", shifts: 2,
                managingBody: "District", settlement: "Alga", settlementLevel: .city, electricity: .solar,
                educationLevel: "Secondary", openedOn: world.day(-900), closedOn: world.day(900))
            try await world.importing([school], on: 0)
            #expect(try await world.store.schools(world.asOf(5), scope: .everything).map(\.school) == [school])
            let before = school
            school.pupils = 10
            try await world.importing([school], on: 10)
            #expect(try await world.store.schools(world.asOf(9), scope: .everything).map(\.school) == [before])
            #expect(try await world.store.schools(world.asOf(10), scope: .everything).map(\.school) == [school])
            #expect(try await world.ids(world.asOf(-901)).isEmpty, "it opened later")
            #expect(try await world.ids(world.asOf(899)) == ["Z-1"])
            #expect(try await world.ids(world.asOf(900)).isEmpty)
        },
        StoreContract("a change holds from its day on, for names, types and areas") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            var moved = ContractWorld.schools[1]
            moved.area = ContractWorld.rudny
            moved.type = .ordinary
            moved.names.ru = "Новая"
            try await world.importing([moved], on: 10)
            for (days, area, name, type) in [
                (9, ContractWorld.temir, "Малая школа", SchoolType.small),
                (10, ContractWorld.rudny, "Новая", .ordinary),
            ] {
                let query = world.asOf(days, school: "A-2")
                let row = try #require(try await world.store.schools(query, scope: .everything).first)
                #expect(row.school.area == area && row.name == name && row.school.type == type, "day \(days)")
                #expect(try await world.ids(world.asOf(days, area: "Aktobe")).contains("A-2") == (days == 9))
                let scope = Scope.areas([ContractWorld.temir])
                #expect(try await world.ids(world.asOf(days), scope: scope).contains("A-2") == (days == 9))
                var small = world.asOf(days)
                small.filters.type = .small
                #expect(try await world.ids(small).contains("A-2") == (days == 9))
            }
            #expect(try await world.ids(world.asOf(9, area: "Temir")) == ["A-2"])
            await #expect(throws: StoreFailure.unknownArea("Temir")) {
                _ = try await world.ids(world.asOf(10, area: "Temir"))
            }
        },
        StoreContract("a given day dates an import, and none may come before one that is known") { world in
            try await world.importing(ContractWorld.schools, on: 20, validFrom: world.day(2))
            #expect(try await world.ids(world.asOf(1)).isEmpty)
            #expect(try await world.ids(world.asOf(2)) == ["A-1", "A-2", "B-1"])
            var changed = ContractWorld.schools[0]
            changed.pupils = 1
            await #expect(throws: StoreFailure.changedSince("school \"A-1\"", day: world.day(2))) {
                try await world.importing([changed], on: 21, validFrom: world.day(1))
            }
            try await world.importing([changed], on: 21)
            changed.pupils = 2
            let second = try await world.importing([changed], on: 21)
            #expect(second.changed == ["A-1"])
            let pupils = try await world.store.schools(world.asOf(21, school: "A-1"), scope: .everything)
            #expect(pupils.map(\.school.pupils) == [2], "of two words of one day the later holds")
        },
        StoreContract("what a file has no column for stays as it is") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            let bare = School(id: "A-2", names: Names(en: "Small"), area: ContractWorld.temir)
            let unsaid = Set(SchoolField.allCases).subtracting([.nameEN])
            try await world.importing([bare], on: 1, unsaid: unsaid)
            var expected = ContractWorld.schools[1]
            expected.names.en = "Small"
            let rows = try await world.store.schools(world.asOf(1, school: "A-2"), scope: .everything)
            #expect(rows.map(\.school) == [expected])
            try await world.importing([bare], on: 2)
            let emptied = try await world.store.schools(world.asOf(2, school: "A-2"), scope: .everything)
            #expect(emptied.map(\.school) == [bare])
        },
        StoreContract("a computer stands where it was assigned at the time that is asked for") { world in
            try await world.withSchools()
            let agent = try await world.withAgent(room: "1")
            _ = try await world.store.ingest([world.report(agent, 1, scan: world.scan([world.device("d")]))])
            let place = try await world.store.placeComputer(
                ComputerPlacing(agent: agent.id, school: "B-1", room: "9", since: world.at(86_400)))
            #expect(place == ComputerPlace(school: "B-1", room: "9", since: world.at(86_400)))
            for (seconds, school, room) in [(86_399.0, "A-1", "1"), (86_400, "B-1", "9"), (90_000, "B-1", "9")] {
                var query = world.query(seconds)
                query.asItWas = true
                let computers = try await world.store.computers(query, scope: .everything)
                #expect(computers.map { [$0.school, $0.room] } == [[school, room]], "\(seconds)")
                #expect(try await world.store.agents(query, scope: .everything).map(\.school) == [school])
                #expect(try await world.store.devices(query, scope: .everything).map(\.school) == [school])
                var near = query
                near.school = "A-1"
                let counted = try await world.store.count(.computers, near, scope: .everything)
                #expect(counted == (school == "A-1" ? 1 : 0))
                let schools = try await world.store.schools(query, scope: .everything)
                #expect(schools.filter { $0.computers == 1 }.map(\.school.id) == [school])
            }
            var query = world.query(-1)
            query.asItWas = true
            #expect(try await world.store.computers(query, scope: .everything).isEmpty)
            query.asItWas = false
            let ahead = try await world.store.computers(query, scope: .everything)
            #expect(ahead.map(\.school) == ["B-1"], "a clock that ran ahead hides nobody from a question for now")
        },
    ]
}
