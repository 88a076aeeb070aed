import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let day: TimeInterval = 86_400

    static let gateways: [StoreContract] = [
        StoreContract("a gateway is confirmed by enrolment, one for each computer") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            #expect(try await world.ask(first, gateway: ContractWorld.gateway).reason == .notSchoolLine)
            #expect(try await world.askHere(first, at: 1).gateways == [ContractWorld.gateway])
            let moved = try await world.ask(first, at: 200, gateway: ContractWorld.otherGateway, enrolledHere: true)
            #expect(moved.reason == .notSchoolLine, "it was enrolled behind one gateway, not two")
            let stranger = try await world.ask(second, at: 200, gateway: ContractWorld.otherGateway)
            #expect(stranger.reason == .notSchoolLine)
            #expect(stranger.gateways == [ContractWorld.gateway], "nothing of another network is kept")
            let rows = try await world.store.gateways(world.query(school: "A-1"), scope: .everything)
            #expect(
                rows == [
                    GatewayRow(
                        school: "A-1", line: "1", gateway: ContractWorld.gateway, confirmedBy: .enrollment,
                        agent: first.id, confirmedAt: world.at(1), heardAt: world.at(1))
                ])
        },
        StoreContract("a computer enrolled again elsewhere in the school speaks for where it stands now") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            _ = try await world.askHere(agent)
            try await world.withCode("again")
            _ = try await world.redeem("again", agent.key, at: 500)
            let answer = try await world.ask(agent, at: 600, gateway: ContractWorld.otherGateway, enrolledHere: true)
            #expect(answer.granted?.line == "2")
        },
        StoreContract("a replaced router is named when asked, and confirmed once two computers name the same") {
            world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            _ = try await world.askHere(first)
            func elsewhere(
                _ agent: ContractAgent, _ time: TimeInterval, inLessons: Bool = true
            ) async throws -> Bool {
                let answer = try await world.ask(agent, at: time, elsewhere: true, inLessons: inLessons)
                #expect(answer.reason == .notSchoolLine)
                return answer.nameGateway
            }
            #expect(try await elsewhere(first, day) == false)
            #expect(try await elsewhere(second, day) == false)
            #expect(try await elsewhere(first, 2 * day) == false, "the other said so on one day only")
            #expect(try await elsewhere(second, 2 * day, inLessons: false) == false, "an evening says nothing")
            #expect(try await elsewhere(second, 2 * day + 60))
            #expect(try await elsewhere(first, 2 * day + 90, inLessons: false) == false)
            #expect(try await elsewhere(first, 2 * day + 120))
            let new = ContractWorld.otherGateway
            let home = String(repeating: "c", count: 32)
            func name(_ agent: ContractAgent, _ gateway: String, _ time: TimeInterval) async throws -> LeaseAnswer {
                try await world.ask(agent, at: time, gateway: gateway, elsewhere: true)
            }
            #expect(try await name(first, home, 2 * day + 200).reason == .notSchoolLine)
            #expect(try await name(second, new, 2 * day + 200).reason == .notSchoolLine)
            #expect(try await name(second, new, 2 * day + 210).reason == .notSchoolLine, "one computer is one witness")
            let confirmed = try await name(first, new, 2 * day + 220)
            #expect(confirmed.granted?.line == "1")
            #expect(confirmed.gateways == [ContractWorld.gateway, new])
            let rows = try await world.store.gateways(world.query(school: "A-1"), scope: .everything)
            #expect(rows.map(\.confirmedBy) == [.enrollment, .aggregator])
        },
        StoreContract("while one computer stands behind the school's gateway, no other is asked for its own") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let desk = try await world.withAgent()
            for index in 0..<4 {
                let time = Double(index) * day
                _ = try await world.askHere(desk, at: time)
                #expect(try await world.ask(first, at: time + 300, elsewhere: true).nameGateway == false)
                #expect(try await world.ask(second, at: time + 600, elsewhere: true).nameGateway == false)
            }
        },
        StoreContract("an operator opens naming for a school; the first gateway named ends it") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            _ = try await world.askHere(agent)
            try await world.store.openNaming(
                GatewayOpening(
                    school: "A-1", line: "1", openedAt: world.at(100), until: world.at(100 + 7 * day), openedBy: "aset")
            )
            #expect(try await world.ask(agent, at: 200, elsewhere: true, inLessons: false).nameGateway == false)
            #expect(try await world.ask(agent, at: 300, elsewhere: true).nameGateway)
            let named = try await world.ask(agent, at: 400, gateway: ContractWorld.otherGateway, elsewhere: true)
            #expect(named.granted?.line == "1")
            #expect(try await world.ask(agent, at: 600, elsewhere: true).nameGateway == false)
            let rows = try await world.store.gateways(world.query(school: "A-1"), scope: .everything)
            #expect(rows.map(\.confirmedBy) == [.enrollment, .operator])
            #expect(rows.map(\.openedBy) == [nil, "aset"])
            await #expect(throws: StoreFailure.unknownLine(school: "A-1", line: "9")) {
                try await world.store.openNaming(
                    GatewayOpening(
                        school: "A-1", line: "9", openedAt: world.start, until: world.at(day), openedBy: "aset"))
            }
            await #expect(throws: StoreFailure.unknownSchool("X")) {
                try await world.store.openNaming(
                    GatewayOpening(school: "X", openedAt: world.start, until: world.at(day), openedBy: "aset"))
            }
        },
        StoreContract("naming that nobody used closes by itself") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            _ = try await world.askHere(agent)
            try await world.store.openNaming(
                GatewayOpening(school: "A-1", openedAt: world.start, until: world.at(day), openedBy: "aset"))
            let late = try await world.ask(agent, at: day, gateway: ContractWorld.otherGateway, elsewhere: true)
            #expect(late.reason == .notSchoolLine)
        },
        StoreContract("naming that an operator opened takes two computers where there are two, and lessons") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            _ = try await world.askHere(first)
            try await world.store.openNaming(
                GatewayOpening(school: "A-1", openedAt: world.start, until: world.at(7 * day), openedBy: "aset"))
            let home = String(repeating: "c", count: 32)
            func name(
                _ agent: ContractAgent, _ gateway: String, _ time: TimeInterval, inLessons: Bool? = true
            ) async throws -> LeaseAnswer {
                try await world.ask(agent, at: time, gateway: gateway, elsewhere: true, inLessons: inLessons)
            }
            #expect(try await world.ask(second, at: 190, elsewhere: true, inLessons: nil).nameGateway == false)
            for agent in [first, second] {
                #expect(try await name(agent, home, 200, inLessons: nil).reason == .notSchoolLine, "`once` at home")
                #expect(try await name(agent, home, 200, inLessons: false).reason == .notSchoolLine)
            }
            #expect(try await name(first, ContractWorld.otherGateway, 300).reason == .notSchoolLine, "one of two")
            #expect(try await name(second, ContractWorld.otherGateway, 400).granted?.line == "1")
        },
        StoreContract("each of a school's lines goes silent by itself") { world in
            try await world.withSchools()
            let (first, second) = (try await world.withAgent(), try await world.withAgent())
            let desk = try await world.withAgent()
            let (own, new) = (ContractWorld.otherGateway, String(repeating: "c", count: 32))
            _ = try await world.askHere(desk)
            var lease = try #require(try await world.ask(desk, at: 1, gateway: ContractWorld.gateway).granted)
            _ = try await world.release(desk, lease, at: 2)
            lease = try #require(try await world.ask(first, at: 100, gateway: own, enrolledHere: true).granted)
            _ = try await world.release(first, lease, at: 110)
            #expect(try await world.ask(second, at: 200, gateway: own).granted?.line == "2")
            await #expect(throws: StoreFailure.lineNotNamed(school: "A-1", lines: ["1", "2"])) {
                try await world.store.openNaming(
                    GatewayOpening(school: "A-1", openedAt: world.start, until: world.at(day), openedBy: "aset"))
            }
            for agent in [first, second] {
                for index in 1...2 {
                    let time = Double(index) * day
                    _ = try await world.ask(agent, at: time, elsewhere: true)
                    _ = try await world.ask(desk, at: time + 600, gateway: ContractWorld.gateway)
                }
            }
            #expect(
                try await world.ask(first, at: 2 * day + 900, elsewhere: true).nameGateway, "line 1 stands, 2 is silent"
            )
            #expect(try await world.ask(first, at: 2 * day + 901, gateway: new, elsewhere: true).reason != nil)
            let confirmed = try await world.ask(second, at: 2 * day + 902, gateway: new, elsewhere: true)
            #expect(confirmed.granted?.line == "2")
        },
    ]
}
