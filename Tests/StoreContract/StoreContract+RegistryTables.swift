import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    /// Areas, school years, rooms and lines.
    static let registryTables = [
        StoreContract("an area is found by its code and by each of its names") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            let areas = [
                Area(
                    path: ContractWorld.alga, code: "153200000", names: Names(kk: "Алға ауданы", ru: "Алгинский район")),
                Area(path: AreaPath(country: "Kazakhstan", region: "Aktobe"), names: Names(kk: "Ақтөбе облысы")),
                Area(path: AreaPath(country: "Kazakhstan", region: "Nobody's"), code: "9"),
            ]
            #expect(try await world.store.importAreas(areas, dryRun: true).added.count == 3)
            #expect(try await world.store.importAreas(areas, dryRun: false).added.count == 3)
            #expect(try await world.store.importAreas(areas, dryRun: false).unchanged.count == 3)
            for (text, expected) in [
                ("153200000", ["A-1"]), ("алгинский район", ["A-1"]), ("Ақтөбе облысы", ["A-1", "A-2"]),
                ("Alga", ["A-1"]),
            ] {
                #expect(try await world.ids(world.asOf(1, area: text)) == expected, "\(text)")
            }
            await #expect(throws: StoreFailure.unknownArea("9")) { _ = try await world.ids(world.asOf(1, area: "9")) }
            await #expect(throws: StoreFailure.doubledRow("area Kazakhstan/Aktobe/Alga")) {
                _ = try await world.store.importAreas([areas[0], areas[0]], dryRun: false)
            }
        },
        StoreContract("the newest year's pupils are the school's, and the years are kept") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            let year = try #require(SchoolYear("2025/26"))
            let before = try #require(SchoolYear("2024/25"))
            let counts = [
                SchoolYearCount(
                    school: "A-1", year: year, pupils: 412, girls: 200, teachers: 31, classes: 18, source: "f"),
                SchoolYearCount(school: "A-1", year: before, pupils: 390, girls: 389, source: "f"),
                SchoolYearCount(school: "B-1", year: year, pupils: 12, girls: 3),
            ]
            func take(_ counts: [SchoolYearCount], on days: Int, dryRun: Bool = false) async throws -> ImportOutcome {
                try await world.store.importSchoolYears(counts, at: world.at(Double(days) * 86_400), dryRun: dryRun)
            }
            #expect(try await take(counts, on: 3, dryRun: true).added.count == 3)
            #expect(try await world.store.schoolYears(world.asOf(3), scope: .everything).isEmpty)
            #expect(
                try await take(counts, on: 3).added
                    == ["school A-1 in 2025/26", "school A-1 in 2024/25", "school B-1 in 2025/26"])
            var again = counts
            again[0].source = "another file with the same figures"
            #expect(try await take(again, on: 4).unchanged.count == 3)
            for (days, pupils) in [(2, 400), (3, 412)] {
                let row = try await world.store.schools(world.asOf(days, school: "A-1"), scope: .everything).first
                #expect(row?.school.pupils == pupils, "day \(days)")
            }
            #expect(
                try await world.store.schoolYears(world.asOf(3), scope: .everything) == [
                    counts[1], counts[0], counts[2],
                ])
            var outside = world.asOf(3)
            outside.suppression = .leavingRegion
            let shown = try await world.store.schoolYears(outside, scope: .everything)
            #expect(shown.map(\.pupils) == [390, 412, 12])
            #expect(shown.map(\.girls) == [nil, 200, nil], "one boy would be told by 389 girls")
            #expect(try await world.store.schoolYears(world.asOf(3), scope: .school("B-1")) == [counts[2]])
            await #expect(throws: StoreFailure.unknownSchool("X-9")) {
                _ = try await take([SchoolYearCount(school: "X-9", year: year, pupils: 1)], on: 5)
            }
        },
        StoreContract("rooms are listed with what stands in them, as they were") { world in
            try await world.withSchools()
            let (one, two) = (try await world.withAgent(room: "101"), try await world.withAgent())
            let other = try await world.withAgent(room: "Hall")
            for (agent, devices) in [(one, ["a", "b"]), (two, ["b"]), (other, [])] {
                _ = try await world.store.ingest([
                    world.report(agent, 1, scan: world.scan(devices.map { world.device($0) }))
                ])
            }
            var rooms = [
                Room(school: "A-1", name: "101", kind: .computerLab, seats: 24),
                Room(school: "A-1", name: "102", kind: .classroom), Room(school: "B-1", name: "1"),
            ]
            #expect(try await world.store.importRooms(rooms, from: world.day(0), dryRun: false).added.count == 3)
            #expect(try await world.store.importRooms(rooms, from: world.day(3), dryRun: false).unchanged.count == 3)
            rooms[0].seats = 12
            let changed = try await world.store.importRooms(rooms, from: world.day(4), dryRun: false)
            #expect(changed.changed == ["room 101 of school A-1"])
            var query = world.query(86_400, school: "A-1")
            query.asItWas = true
            let name = "Support school"
            #expect(
                try await world.store.rooms(query, scope: .everything) == [
                    RoomRow(
                        school: "A-1", schoolName: name, room: "101", kind: .computerLab, seats: 24, computers: 1,
                        live: 1,
                        devices: 2),
                    RoomRow(school: "A-1", schoolName: name, room: "102", kind: .classroom),
                    RoomRow(school: "A-1", schoolName: name, room: "Hall", computers: 1, live: 1),
                    RoomRow(school: "A-1", schoolName: name, room: nil, computers: 1, live: 1, devices: 1),
                ])
            query.limit = 1
            query.offset = 2
            #expect(try await world.store.rooms(query, scope: .everything).map(\.room) == ["Hall"])
            let later = world.query(4 * 86_400, school: "A-1", room: "101")
            #expect(try await world.store.rooms(later, scope: .everything).map(\.seats) == [12])
            #expect(try await world.store.rooms(world.query(), scope: .school("B-1")).map(\.room) == ["1"])
            let late = [Room(school: "A-1", name: "101", seats: 1)]
            await #expect(throws: StoreFailure.changedSince("room 101 of school A-1", day: world.day(4))) {
                _ = try await world.store.importRooms(late, from: world.day(1), dryRun: false)
            }
            await #expect(throws: StoreFailure.unknownSchool("X-9")) {
                _ = try await world.store.importRooms(
                    [Room(school: "X-9", name: "1")], from: world.day(9), dryRun: false)
            }
        },
        StoreContract("a device at two computers of a room counts once there, whatever is known of its school") {
            world in
            try await world.withSchools()
            let (one, two) = (try await world.withAgent(room: "1"), try await world.withAgent(room: "1"))
            let third = try await world.withAgent(room: "2")
            func devices() async throws -> [Int] {
                try await world.store.rooms(world.query(86_400, school: "A-1"), scope: .everything).map(\.devices)
            }
            for (number, held) in [["b"], ["c"], ["a"]].enumerated() {
                for (agent, devices) in [(one, ["a", "b"]), (two, held), (third, ["d"])] {
                    _ = try await world.store.ingest([
                        world.report(agent, number + 1, scan: world.scan(devices.map { world.device($0) }))
                    ])
                }
                let expected = [held == ["c"] ? 3 : 2, 1]
                #expect(try await devices() == expected, "before the school's figures are known")
                let schools = try await world.store.schools(world.query(86_400, school: "A-1"), scope: .everything)
                #expect(schools.map(\.devices) == [expected.reduce(0, +)])
                #expect(try await devices() == expected, "and after")
            }
        },
        StoreContract("contracts of lines are kept beside their gateways, as they were") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            var contract = LineContract(
                school: "A-1", line: "1", provider: "Telecom", medium: .leoSatellite, contractedDownloadMbps: 100,
                contractedUploadMbps: 20, attainableDownloadMbps: 200, attainableUploadMbps: 50, fee: 12_500,
                feeCurrency: "KZT", contractUntil: world.day(300), isBackup: false)
            let second = LineContract(school: "A-1", line: "2", medium: .cellular, isBackup: true)
            let store = world.store
            #expect(try await store.importLines([contract, second], from: world.day(0), dryRun: true).added.count == 2)
            #expect(try await store.lineContracts(world.query(), scope: .everything).isEmpty)
            #expect(
                try await store.importLines([contract, second], from: world.day(0), dryRun: false).added.count == 2)
            #expect(try await store.importLines([contract], from: world.day(1), dryRun: false).unchanged.count == 1)
            let before = contract
            contract.contractedDownloadMbps = 300
            let changed = try await store.importLines([contract], from: world.day(9), dryRun: false)
            #expect(changed.changed == ["line 1 of school A-1"])
            #expect(try await store.lineContracts(world.asOf(8), scope: .everything) == [before, second])
            #expect(try await store.lineContracts(world.asOf(9), scope: .everything) == [contract, second])
            #expect(try await store.lineContracts(world.asOf(9), scope: .school("B-1")).isEmpty)
            let granted = try await world.ask(agent, at: 100, gateway: ContractWorld.gateway, enrolledHere: true)
            #expect(granted.granted?.line == "1", "the first gateway stands before the line that waits for one")
            let gateways = try await store.gateways(world.query(), scope: .everything)
            #expect(gateways.map(\.line) == ["1", "2"] && gateways.map(\.gateway) == [ContractWorld.gateway, nil])
        },
    ]
}
