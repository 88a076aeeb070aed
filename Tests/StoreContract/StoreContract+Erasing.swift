import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let day: TimeInterval = 86_400

    private static func order(_ world: ContractWorld, at seconds: TimeInterval = 10 * day) -> ErasureOrder {
        ErasureOrder(at: world.at(seconds), who: "aset", reason: "request 7")
    }

    /// What a school has, asked in every way; nothing of it is worked out of what went.
    private static func answers(_ world: ContractWorld, _ school: String) async throws -> [String] {
        let query = world.query(9 * day, school: school)
        return [
            "\(try await world.store.schools(query, scope: .everything))",
            "\(try await world.store.devices(query, scope: .everything))",
            "\(try await world.store.agents(query, scope: .everything))",
            "\(try await world.store.lines(query, scope: .everything))",
            "\(try await world.store.assets(query, scope: .everything))",
            "\(try await world.store.enrollments(query, scope: .everything))",
            "\(try await world.store.schoolWords(query, scope: .everything))",
        ]
    }

    private static func word(_ world: ContractWorld, _ school: String) -> NewSchoolWord {
        NewSchoolWord(
            school: school, at: world.at(500), who: "director", kind: .count, subject: "tablet", stand: .disputed,
            note: "two are missing")
    }

    static let erasing = [
        StoreContract("a school is erased with all that lies about it, as was counted before, and others stay") {
            world in
            try await world.withSchools()
            let (here, far) = (try await world.withAgent(room: "7"), try await world.withAgent(school: "B-1"))
            let tablet = try await world.withTablet()
            let tests = try await world.leased([world.test("a", at: 100, down: 5, up: 1)], by: here)
            for (agent, tests) in [(here, tests), (far, [])] {
                _ = try await world.store.ingest([
                    world.ran(agent, 1, day: 0, seeing: [tablet]), world.report(agent, 2, at: 4_000, tests: tests),
                ])
            }
            for school in ["A-1", "B-1"] { _ = try await world.store.keep(word(world, school), scope: .everything) }
            let token = try await world.token("teacher", .school, .school("A-1"))
            try await world.store.recordRead(by: token, of: "/api/schools", rows: 1, at: world.at(600))
            let before = try await answers(world, "B-1")
            let read = try await world.store.audit(since: nil, limit: nil)
            let counted = try await world.store.erasable(school: "A-1")
            #expect(counted[.words] == 1 && counted[.tokens] == 1 && counted[.devices] > 1 && counted[.lineTests] > 1)
            #expect(counted[.reports] > 1 && counted[.days] > 1 && counted[.books] > 1 && counted[.mentions] == 2)
            #expect(try await world.store.erase(school: "A-1", order(world)) == counted)
            #expect(try await world.ids(world.query(9 * day)) == ["A-2", "B-1"])
            #expect(try await answers(world, "B-1") == before)
            let small = try await world.store.schools(world.query(9 * day, school: "A-2"), scope: .everything).first
            #expect(small?.school.supportedBy == nil)
            await #expect(throws: StoreFailure.unknownSchool("A-1")) {
                try await world.store.erase(school: "A-1", order(world))
            }
            let log = try await world.store.audit(since: nil, limit: nil)
            #expect(
                log.prefix(2).map { [$0.who, $0.action.rawValue, $0.object, $0.detail ?? ""] } == [
                    ["aset", "school_erased", "school A-1", "\(counted.rows) rows; request 7"],
                    ["aset", "school_erasure_begun", "school A-1", "request 7"],
                ])
            #expect(Array(log.dropFirst(2)) == read, "who read what stays, though the token went")
        },
        StoreContract("computers of an erased school come back by a code that was made since, and by nothing else") {
            world in
            try await world.withSchools()
            try await world.withCode("spare", school: "B-1")
            let agent = try await world.withAgent()
            _ = try await world.store.ingest([world.ran(agent, 1, day: 0, seeing: [])])
            _ = try await world.store.erase(school: "A-1", order(world))
            #expect(try await world.store.registeredAgents([agent.id]).isEmpty)
            let late = try await world.store.ingest([world.ran(agent, 2, day: 11, seeing: [])])
            #expect(late.dispositions == [.agentRefused])
            #expect(try await world.readmit(agent.key, at: 11 * day) == .revoked)
            #expect(try await world.redeem(agent.id.text, agent.key, at: 11 * day) == .unknownCode)
            #expect(try await world.redeem("spare", agent.key, at: 11 * day) == .revoked)
            try await world.withCode("new", school: "B-1", at: 11 * day)
            guard case .accepted(let anew) = try await world.redeem("new", agent.key, at: 60) else {
                Issue.record("a code made since is somebody's wish")
                return
            }
            #expect(anew.school == "B-1")
        },
        StoreContract("a computer that stood at an erased school before stays, and its time there goes") {
            world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let tests = try await world.leased([world.test("a", at: 100, down: 5, up: 1)], by: agent)
            for seq in 1...2 {
                _ = try await world.store.ingest([world.ran(agent, seq, day: seq - 1, seeing: [world.device("old")])])
            }
            _ = try await world.store.ingest([world.report(agent, 3, at: day + 9_000, tests: tests)])
            let move = ComputerPlacing(agent: agent.id, school: "B-1", since: world.at(5 * day))
            _ = try await world.store.placeComputer(move)
            _ = try await world.store.ingest([world.ran(agent, 4, day: 6, seeing: [world.device("new")])])
            _ = try await world.store.erase(school: "A-1", order(world))
            let devices = try await world.store.devices(world.query(9 * day), scope: .everything)
            #expect(devices.map(\.id).sorted() == ["keys" + agent.id.text, "new"])
            #expect(devices.allSatisfy { $0.daysSeen == 1 && $0.school == "B-1" })
            #expect(try await world.store.envelopes(after: 0, limit: 9, scope: .everything).map(\.seq) == [4])
            #expect(try await world.store.erasable(school: "B-1")[.lineTests] == 0)
            let again = try await world.store.ingest([
                world.ran(agent, 1, day: 0, seeing: [world.device("old")]), world.ran(agent, 5, day: 7, seeing: []),
            ])
            #expect(again.dispositions.last == .stored)
        },
        StoreContract("a computer that came to an erased school goes, and its line tests of elsewhere stay there") {
            world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let tests = try await world.leased([world.test("a", at: 100, down: 5, up: 1)], by: agent)
            _ = try await world.store.ingest([world.report(agent, 1, at: 200, tests: tests)])
            let lines = try await world.store.lines(world.query(9 * day, school: "A-1"), scope: .everything)
            _ = try await world.store.placeComputer(
                ComputerPlacing(agent: agent.id, school: "B-1", since: world.at(5 * day)))
            _ = try await world.store.ingest([world.ran(agent, 2, day: 6, seeing: [world.device("new")])])
            _ = try await world.store.erase(school: "B-1", order(world))
            #expect(lines.count == 1)
            #expect(try await world.store.lines(world.query(9 * day, school: "A-1"), scope: .everything) == lines)
            #expect(try await world.store.devices(world.query(9 * day), scope: .everything).isEmpty)
            #expect(try await world.readmit(agent.key, at: 11 * day) == .revoked)
            #expect(try await world.store.erase(school: "A-1", order(world))[.lineTests] > 0)
        },
        StoreContract("more than one batch is erased") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            for batch in 0..<3 {
                let devices = (0..<1_500).map { world.device("d\(batch)-\($0)") }
                _ = try await world.store.ingest([world.report(agent, 1 + batch, scan: world.scan(devices))])
            }
            #expect(try await world.store.erase(school: "A-1", order(world))[.devices] == 4_501)
        },
        StoreContract("a plan goes on naming an erased school by its id, and is shown to who sees everything") {
            world in
            try await world.withSchools()
            let made = purchases("one", world)
            let id = try await world.store.savePlan(made)
            #expect(try await world.store.erasable(school: "A-1").plans == [id])
            #expect(try await world.store.erase(school: "A-1", order(world)).plans == [id])
            let kept = try await world.store.plan(id, scope: .everything)
            #expect(kept.purchases == made.purchases && kept.transfers == made.transfers)
            #expect(kept.sites.map(\.site) == made.sites.map(\.site) && kept.sites.allSatisfy { $0.name == nil })
            for area in [ContractWorld.temir, AreaPath(country: "Kazakhstan", region: "Aktobe")] {
                #expect(try await world.store.plans(scope: .areas([area])).isEmpty, "\(area)")
            }
        },
        StoreContract("a school that a hub was told of is refused there once it is erased, until it is imported again")
        {
            world in
            let region = try await world.region("KZ", ["Kazakhstan"])
            let schools = [world.told("K-1", ContractWorld.alga), world.told("K-2", ContractWorld.temir)]
            _ = try await world.forward(world.message(1, schools), from: region)
            let counted = try await world.store.erasable(school: "K-1")
            #expect(counted.region == region.id.text && counted[.hub] == 1)
            #expect(try await world.store.erase(school: "K-1", order(world)) == counted)
            let answer = try await world.forward(world.message(2, schools), from: region)
            #expect(answer.refused.map(\.error) == ["erased_school"] && answer.schools == 1)
            #expect(try await world.ids(world.query()) == ["K-2"])
            let school = School(id: "K-1", names: Names(en: "K"), area: ContractWorld.alga)
            _ = try await world.store.importSchools([school], dryRun: false)
            #expect(try await world.forward(world.message(3, schools), from: region).refused.isEmpty)
        },
    ]
}
