import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let registeredComputers = [
        StoreContract("computers without an agent stand in the list, and a file twice changes nothing") { world in
            try await world.withSchools()
            let computers = [
                RegisteredComputer(
                    school: "A-1", room: "5", label: "W-1", serialHash: "s1", uuidHash: "u1", vendor: "Acme",
                    model: "Old",
                    cpu: "slow", memoryMiB: 2_048, os: "windows 7", purchasedOn: "2012-08-01", pedagogical: false,
                    source: .ocs),
                RegisteredComputer(school: "A-2", label: "W-2", memoryMiB: 8_192, purchasedOn: "2024-08-01"),
            ]
            let dry = try await world.store.importComputers(computers, at: world.at(0), dryRun: true)
            #expect(dry == ImportOutcome(added: ["A-1/W-1", "A-2/W-2"]))
            #expect(try await world.store.importComputers(computers, at: world.at(0), dryRun: false) == dry)
            let again = try await world.store.importComputers(computers, at: world.at(0), dryRun: false)
            #expect(again == ImportOutcome(unchanged: dry.added))
            let rows = try await world.store.computers(world.query(), scope: .everything)
            #expect(
                rows.first
                    == ComputerRow(
                        agent: nil, source: .ocs, school: "A-1", schoolName: "Support school", room: "5", label: "W-1",
                        vendor: "Acme", model: "Old", cpu: "slow", memoryMiB: 2_048, os: "windows 7", agentVersion: nil,
                        pedagogical: false, purchasedOn: "2012-08-01", devices: 0, live: false))
            #expect(rows.count == 2)
            #expect(try await world.store.count(.computers, world.query(), scope: .everything) == 2)
            var weak = world.query()
            weak.filters.stock.ramBelowMiB = 4_096
            #expect(try await world.store.computers(weak, scope: .everything).map(\.label) == ["W-1"])
            var old = world.query()
            old.filters.stock.olderThanYears = 10
            #expect(try await world.store.computers(old, scope: .everything).map(\.label) == ["W-1"])
            #expect(try await world.store.count(.computers, old, scope: .everything) == 1)
        },
        StoreContract("an agent takes over the row of its computer, by firmware or by sticker") { world in
            try await world.withSchools()
            let computers = [
                RegisteredComputer(school: "A-1", uuidHash: "u1", purchasedOn: "2020-01-01"),
                RegisteredComputer(school: "A-1", serialHash: "s2"), RegisteredComputer(school: "A-1", label: "PC-3"),
                RegisteredComputer(school: "A-1", label: "PC-4"),
            ]
            _ = try await world.store.importComputers(computers, at: world.at(0), dryRun: false)
            let agents = [
                try await world.withAgent(), try await world.withAgent(), try await world.withAgent(label: "PC-3"),
            ]
            let parts: [[MachineComponent]] = [
                [.init(kind: .dmiUUID, hash: "u1")], [.init(kind: .dmiSerial, hash: "s2")], [],
            ]
            for (agent, parts) in zip(agents, parts) {
                _ = try await world.store.ingest([world.report(agent, 1, scan: world.scan(parts: parts))])
            }
            let rows = try await world.store.computers(world.query(), scope: .everything)
            #expect(Set(rows.map(\.agent)) == Set(agents.map(\.id) + [nil]) && rows.count == 4)
            #expect(rows.first { $0.agent == agents[0].id }?.purchasedOn == "2020-01-01")
            #expect(rows.first { $0.agent == nil }?.label == "PC-4")
            // Its agent is revoked: the computer is there as the books have it.
            try await world.store.revoke(agents[2].id, at: world.at(100))
            let after = try await world.store.computers(world.query(), scope: .everything)
            #expect(Set(after.filter { $0.agent == nil }.map(\.label)) == ["PC-3", "PC-4"])
        },
        StoreContract("an agent that is there already is met by the list that names its computer") { world in
            try await world.withSchools()
            let agent = try await world.withAgent(label: "PC-1")
            let scan = world.scan(parts: [.init(kind: .dmiSerial, hash: "s1")])
            _ = try await world.store.ingest([world.report(agent, 1, scan: scan)])
            let computers = [
                RegisteredComputer(school: "A-1", label: "PC-1", purchasedOn: "2021-01-01"),
                RegisteredComputer(school: "A-1", serialHash: "s1"),
            ]
            _ = try await world.store.importComputers(computers, at: world.at(100), dryRun: false)
            let rows = try await world.store.computers(world.query(), scope: .everything)
            #expect(rows.map(\.agent) == [agent.id] && rows.map(\.purchasedOn) == ["2021-01-01"])
        },
        StoreContract("a computer that another school's list names has moved there; what a list does not say stays") {
            world in
            try await world.withSchools()
            var computer = RegisteredComputer(
                school: "A-1", room: "5", label: "W-1", serialHash: "s1", memoryMiB: 4_096)
            _ = try await world.store.importComputers([computer], at: world.at(0), dryRun: false)
            let bare = RegisteredComputer(school: "A-1", serialHash: "s1", source: .csv)
            #expect(try await world.store.importComputers([bare], at: world.at(0), dryRun: false).unchanged.count == 1)
            computer.school = "B-1"
            computer.room = nil
            let moved = try await world.store.importComputers([computer], at: world.at(86_400), dryRun: false)
            #expect(moved.changed == ["B-1/W-1"])
            let rows = try await world.store.computers(world.query(), scope: .everything)
            #expect(rows.map(\.school) == ["B-1"] && rows.map(\.room) == [nil] && rows.map(\.memoryMiB) == [4_096])
            await #expect(throws: StoreFailure.doubledComputer("B-1/s1")) {
                let twice = [computer, RegisteredComputer(school: "B-1", serialHash: "s1")]
                _ = try await world.store.importComputers(twice, at: world.at(0), dryRun: false)
            }
        },
    ]
}
