import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    /// Schools are renamed, merged, split and closed, each from a day on.
    static let schoolChanges = [
        StoreContract("a renamed school keeps its other names, and its former ones for earlier days") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            let outcome = try await world.change(
                .rename(school: "A-1", Names(ru: "Имени Абая")), on: 5, note: "order 7")
            #expect(outcome.renamed == ["A-1"])
            for (days, russian) in [(4, nil), (5, "Имени Абая")] as [(Int, String?)] {
                let row = try await world.store.schools(world.asOf(days, school: "A-1"), scope: .everything).first
                #expect(row?.school.names == Names(kk: "Тірек мектебі", ru: russian, en: "Support school"))
            }
            let told = try await world.store.schoolSuccessors(world.asOf(5), scope: .everything)
            #expect(told == [SchoolSuccessor(school: "A-1", since: world.day(5), kind: .renamed, note: "order 7")])
            #expect(try await world.store.schoolSuccessors(world.asOf(4), scope: .everything).isEmpty)
            #expect(
                try await world.change(.rename(school: "A-1", Names(ru: "Имени Абая")), on: 6) == SchoolChangeOutcome())
        },
        StoreContract("a merger closes schools and takes computers, codes and supported schools along") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            let agent = try await world.withAgent(school: "A-1", room: "7", label: "PC-7")
            try await world.withCode("open", school: "A-1")
            let dry = try await world.change(.merge(schools: ["A-1"], into: .init(id: "B-1")), on: 5, dryRun: true)
            #expect(try await world.ids(world.asOf(5)) == ["A-1", "A-2", "B-1"], "a dry run changes nothing")
            let outcome = try await world.change(.merge(schools: ["A-1"], into: .init(id: "B-1")), on: 5)
            #expect(outcome == dry)
            #expect(outcome.closed == ["A-1"] && outcome.supportedAnew == ["A-2"])
            #expect(outcome.computersMoved == 1 && outcome.codesMoved == 2)
            #expect(try await world.ids(world.asOf(5)) == ["A-2", "B-1"])
            #expect(try await world.ids(world.asOf(4)) == ["A-1", "A-2", "B-1"])
            let rows = try await world.store.agents(world.asOf(6), scope: .everything)
            #expect(rows.map { [$0.school, $0.room, $0.label] } == [["B-1", "7", "PC-7"]])
            let supported = try await world.store.schools(world.asOf(5, school: "A-2"), scope: .everything)
            #expect(supported.first?.school.supportedBy == "B-1")
            guard case .accepted(let late) = try await world.redeem("open", SigningKey(), at: 600) else {
                Issue.record("the code is good for the successor")
                return
            }
            #expect(late.school == "B-1")
            guard case .accepted(let returned) = try await world.readmit(SigningKey(), school: "A-1", at: 700) else {
                Issue.record("a receipt of the school that was is good for the successor")
                return
            }
            #expect(returned.school == "B-1")
            await #expect(throws: StoreFailure.closedSchool("A-1", on: world.day(5), successors: ["B-1"])) {
                try await world.change(.rename(school: "A-1", Names(en: "X")), on: 6)
            }
            await #expect(throws: StoreFailure.closedSchool("A-1", on: world.day(5), successors: ["B-1"])) {
                try await world.withCode("late", school: "A-1", at: 86_400 * 6)
            }
        },
        StoreContract("a merger takes rooms, lines, settings and readers' tokens along, where the successor has none") {
            world in
            try await world.importing(ContractWorld.schools, on: 0)
            let lines = [
                LineContract(school: "A-1", line: "1", provider: "North"),
                LineContract(school: "A-1", line: "2", provider: "West"),
                LineContract(school: "B-1", line: "1", provider: "South"),
            ]
            _ = try await world.store.importLines(lines, from: world.day(0), dryRun: false)
            let rooms = [
                Room(school: "A-1", name: "7", kind: .library), Room(school: "A-1", name: "8"),
                Room(school: "B-1", name: "8", kind: .hall),
            ]
            _ = try await world.store.importRooms(rooms, from: world.day(0), dryRun: false)
            var own = RegionSettings()
            own.presenceDays = 4
            _ = try await world.store.changeSettings(
                SettingsChange(
                    place: .school("A-1"), settings: own, basedOn: 0, by: "somebody",
                    at: world.at(0)))
            try await world.change(.merge(schools: ["A-1"], into: .init(id: "B-1")), on: 5)
            func contracts(_ day: Int) async throws -> [[String?]] {
                try await world.store.lineContracts(world.asOf(day), scope: .everything)
                    .map { [$0.school, $0.line, $0.provider] }
            }
            #expect(
                try await contracts(6) == [["B-1", "1", "South"], ["B-1", "1 (A-1)", "North"], ["B-1", "2", "West"]])
            #expect(try await contracts(4).filter { $0[0] == "B-1" } == [["B-1", "1", "South"]])
            #expect(try await contracts(4).count == 3)
            let judged = try await world.store.lines(world.asOf(6), scope: .everything).map(\.line)
            #expect(judged == ["1", "1 (A-1)", "2"])
            let after = try await world.store.rooms(world.asOf(6), scope: .everything)
            #expect(after.map(\.room) == ["7", "8"] && after.map(\.kind) == [.library, .hall])
            let settings = try await world.store.settings(of: .school("B-1"), scope: .everything)
            #expect(settings.merged.presenceDays == 4)
        },
        StoreContract("a merger takes the books along; a day before it has them where they stood") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            let assets = [
                Asset(school: "A-1", inventoryNumber: "001", category: .computer, room: "7"),
                Asset(school: "A-1", inventoryNumber: "002", category: .device(.tablet), room: "8", state: .stored),
                Asset(school: "B-1", inventoryNumber: "001", category: .device(.camera)),
            ]
            _ = try await world.store.importAssets(assets, at: world.at(0), dryRun: false)
            let windows = RegisteredComputer(school: "A-1", room: "7", label: "W-1", pedagogical: true, source: .csv)
            _ = try await world.store.importComputers([windows], at: world.at(0), dryRun: false)
            try await world.change(.merge(schools: ["A-1"], into: .init(id: "B-1")), on: 5)
            func books(_ day: Int) async throws -> [[String?]] {
                try await world.store.assets(world.asOf(day), scope: .everything)
                    .map { [$0.school, $0.inventoryNumber, $0.room, $0.state.rawValue] }
            }
            #expect(
                try await books(6) == [
                    ["B-1", "001", nil, "in_use"], ["B-1", "001 (A-1)", "7", "in_use"], ["B-1", "002", "8", "stored"],
                ])
            #expect(
                try await books(4) == [
                    ["A-1", "001", "7", "in_use"], ["A-1", "002", "8", "stored"], ["B-1", "001", nil, "in_use"],
                ])
            for (day, school, other) in [(6, "B-1", "A-2"), (4, "A-1", "B-1")] {
                let query = world.asOf(day)
                let computers = try await world.store.computers(query, scope: .everything)
                #expect(computers.map(\.school) == [school] && computers.map(\.label) == ["W-1"])
                let coverage = try await world.store.coverage(query, scope: .everything)
                // The one that the list names and the one on the books.
                #expect(coverage.first { $0.school == school }?.coverage.registered == 2)
                #expect(coverage.first { $0.school == other }?.coverage.registered == 0)
                let stock = try await world.store.stock(query, scope: .everything)
                #expect(stock.filter { $0.category == .device(.tablet) }.map(\.school) == [school])
            }
            // The list of a school that is no more would double what has moved.
            let closed = StoreFailure.closedSchool("A-1", on: world.day(5), successors: ["B-1"])
            await #expect(throws: closed) {
                _ = try await world.store.importAssets([assets[0]], at: world.at(6 * 86_400), dryRun: true)
            }
            await #expect(throws: closed) {
                _ = try await world.store.importComputers([windows], at: world.at(6 * 86_400), dryRun: true)
            }
            // Counted before the merger, compared with the books of that day.
            let before: CivilDate = world.day(4)
            let counted = Stocktake(
                school: "A-1", day: before.description,
                items: [Stocktake.Item(inventoryNumber: "001", category: nil, room: "7", count: 1)])
            let differences = try await world.store.importStocktakes([counted], at: world.at(6 * 86_400), dryRun: true)
                .differences
            #expect(differences.filter { $0.kind == .missing }.map(\.inventoryNumber) == ["002"])
        },
        StoreContract("rooms and lines end on a day, once, and may begin again") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            let line = LineContract(school: "A-1", line: "1", provider: "North")
            let room = Room(school: "A-1", name: "7", kind: .library)
            _ = try await world.store.importLines([line], from: world.day(0), dryRun: false)
            _ = try await world.store.importRooms([room], from: world.day(0), dryRun: false)
            #expect(try await world.store.endLines([line], on: world.day(3), dryRun: true).changed.count == 1)
            #expect(try await world.store.endLines([line], on: world.day(3), dryRun: false).changed.count == 1)
            #expect(try await world.store.endLines([line], on: world.day(4), dryRun: false).unchanged.count == 1)
            #expect(try await world.store.endRooms([room], on: world.day(3), dryRun: false).changed.count == 1)
            for (day, count) in [(2, 1), (3, 0)] {
                #expect(try await world.store.lineContracts(world.asOf(day), scope: .everything).count == count)
                #expect(try await world.store.lines(world.asOf(day), scope: .everything).count == count)
                #expect(try await world.store.rooms(world.asOf(day), scope: .everything).count == count)
            }
            await #expect(throws: StoreFailure.impossibleChange("there is no room 9 of school A-1 to end")) {
                _ = try await world.store.endRooms([Room(school: "A-1", name: "9")], on: world.day(3), dryRun: false)
            }
            #expect(try await world.store.importLines([line], from: world.day(8), dryRun: false).added.count == 1)
            #expect(try await world.store.lines(world.asOf(8), scope: .everything).map(\.provider) == ["North"])
            #expect(try await world.store.lineContracts(world.asOf(4), scope: .everything).isEmpty)
        },
        StoreContract("schools merge into a new one that lies where the first lay, with the pupils of all") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            let outcome = try await world.change(
                .merge(schools: ["A-2", "A-1"], into: .init(id: "N-1", names: Names(en: "New"))), on: 5)
            #expect(outcome.added == ["N-1"] && outcome.closed == ["A-2", "A-1"])
            let new = try #require(
                try await world.store.schools(world.asOf(5, school: "N-1"), scope: .everything).first)
            #expect(new.school.area == ContractWorld.temir && new.school.pupils == 462 && new.name == "New")
            #expect(new.school.supportedBy == nil && new.school.gigaID == nil && new.school.openedOn == world.day(5))
            #expect(try await world.ids(world.asOf(4)).contains("N-1") == false)
            let told = try await world.store.schoolSuccessors(world.asOf(5), scope: .everything)
            #expect(told.map(\.successor) == ["N-1", "N-1"] && told.map(\.kind) == [.merged, .merged])
        },
        StoreContract("a split leaves computers with the successor named first, until they are moved") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            let agent = try await world.withAgent(school: "A-1")
            let parts = [SchoolChange.Successor(id: "A-1"), .init(id: "A-9", names: Names(en: "Primary"))]
            let outcome = try await world.change(.split(school: "A-1", into: parts), on: 5)
            #expect(outcome.added == ["A-9"] && outcome.closed.isEmpty && outcome.computersMoved == 0)
            let new = try await world.store.schools(world.asOf(5, school: "A-9"), scope: .everything).first?.school
            #expect(new?.area == ContractWorld.alga && new?.type == .support && new?.pupils == nil)
            let others = [SchoolChange.Successor(id: "A-9"), .init(id: "A-8", names: Names(en: "Upper"))]
            let second = try await world.change(.split(school: "A-1", into: others), on: 6)
            #expect(second.closed == ["A-1"] && second.computersMoved == 1 && second.supportedAnew == ["A-2"])
            let place = try await world.store.placeComputer(
                ComputerPlacing(agent: agent.id, school: "A-8", since: world.at(86_400 * 7)))
            #expect(place.school == "A-8")
            let told = try await world.store.schoolSuccessors(world.asOf(7), scope: .everything)
            #expect(told.map(\.successor) == ["A-9", "A-8", "A-9"] && told.allSatisfy { $0.kind == .split })
        },
        StoreContract("a closed school is listed until its day, and says what is still there") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            _ = try await world.withAgent(school: "A-1")
            try await world.withCode("open", school: "A-1")
            let outcome = try await world.change(.close(school: "A-1"), on: 5, told: 8)
            #expect(outcome.closed == ["A-1"] && outcome.unsupported == ["A-2"])
            #expect(outcome.computersLeft == 1 && outcome.codesRevoked == 2)
            #expect(try await world.ids(world.asOf(4)).contains("A-1"))
            #expect(try await world.ids(world.asOf(5)) == ["A-2", "B-1"])
            #expect(try await world.ids(world.asOf(5, school: "A-1")).isEmpty)
            #expect(try await world.store.computers(world.asOf(5), scope: .everything).isEmpty)
            let left = try await world.store.agents(world.asOf(9, school: "A-1"), scope: .everything)
            #expect(left.map(\.school) == ["A-1"], "who is still to be moved is found")
            #expect(try await world.redeem("open", SigningKey(), at: 600) == .codeRevoked)
            await #expect(throws: StoreFailure.closedSchool("A-1", on: world.day(5), successors: [])) {
                try await world.change(.close(school: "A-1"), on: 9)
            }
        },
        StoreContract("what cannot be is said and changes nothing") { world in
            try await world.importing(ContractWorld.schools, on: 0)
            try await world.change(.rename(school: "B-1", Names(en: "Later")), on: 9)
            let before = try await world.store.schools(world.asOf(9), scope: .everything)
            for kind: SchoolChange.Kind in [
                .merge(schools: ["A-1"], into: .init(id: "A-1")),
                .merge(schools: ["A-1", "A-1"], into: .init(id: "B-1")),
                .merge(schools: ["A-1"], into: .init(id: "nowhere")),
                .merge(schools: ["A-1"], into: .init(id: "A-2", names: Names(en: "There already"))),
                .merge(schools: ["A-1", "B-1"], into: .init(id: "A-2")), .split(school: "A-1", into: []),
                .split(school: "A-1", into: [.init(id: "A-1")]), .split(school: "X-9", into: [.init(id: "A-1")]),
                .rename(school: "X-9", Names(en: "X")), .close(school: "X-9"),
            ] {
                await #expect(throws: StoreFailure.self, "\(kind)") { try await world.change(kind, on: 8, told: 9) }
            }
            await #expect(throws: StoreFailure.self) { try await world.change(.close(school: "A-1"), on: 11, told: 10) }
            #expect(try await world.store.schools(world.asOf(9), scope: .everything) == before)
        },
        StoreContract("who goes to another school bears no witness of the former one's gateways") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let third = try await world.withAgent()
            let day = 86_400.0
            _ = try await world.ask(first, at: 100, gateway: ContractWorld.gateway, enrolledHere: true)
            for index in 1...2 {
                for agent in [first, second] {
                    _ = try await world.ask(agent, at: Double(index) * day, elsewhere: true)
                }
            }
            #expect(try await world.ask(third, at: 2 * day + 10, elsewhere: true).nameGateway)
            _ = try await world.store.placeComputer(
                ComputerPlacing(agent: second.id, school: "B-1", since: world.at(2 * day + 20)))
            #expect(try await world.ask(third, at: 2 * day + 30, elsewhere: true).nameGateway == false)
        },
        StoreContract("a computer's place is corrected where it was wrong, and dated where it changed") { world in
            try await world.withSchools()
            let agent = try await world.withAgent(room: "1", label: "PC-1")
            let store = world.store
            var place = try await store.placeComputer(ComputerPlacing(agent: agent.id, room: "2"))
            #expect(place == ComputerPlace(school: "A-1", room: "2", label: "PC-1", since: world.at(0)))
            place = try await store.placeComputer(ComputerPlacing(agent: agent.id, label: "", since: world.at(50)))
            #expect(place == ComputerPlace(school: "A-1", room: "2", since: world.at(50)))
            place = try await store.placeComputer(ComputerPlacing(agent: agent.id, school: "B-1", since: world.at(60)))
            #expect(place == ComputerPlace(school: "B-1", since: world.at(60)), "the room was another school's")
            let again = try await store.placeComputer(
                ComputerPlacing(agent: agent.id, school: "B-1", since: world.at(40)))
            #expect(again == place, "nothing is to be changed")
            await #expect(throws: StoreFailure.movedSince(agent: agent.id.text, day: world.day(0))) {
                _ = try await store.placeComputer(ComputerPlacing(agent: agent.id, room: "5", since: world.at(60)))
            }
            await #expect(throws: StoreFailure.unknownSchool("X-9")) {
                _ = try await store.placeComputer(ComputerPlacing(agent: agent.id, school: "X-9", since: world.at(70)))
            }
            let nobody = SigningKey().publicKey.agentID
            await #expect(throws: StoreFailure.unknownAgent(nobody.text)) {
                _ = try await store.placeComputer(ComputerPlacing(agent: nobody, room: "1"))
            }
        },
    ]
}
