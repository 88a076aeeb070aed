import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let mac = MachineComponent(kind: .mac, hash: "a1")
    private static let disk = MachineComponent(kind: .disk, hash: "d1")

    static let identity = [
        StoreContract("an agent says whose copy it is") { world in
            try await world.withSchools()
            let original = try await world.withAgent()
            let copy = try await world.withAgent(at: 10, clonedFrom: original.id)
            let rows = try await world.store.agents(world.query(), scope: .everything)
            #expect(rows.map(\.agent) == [original.id, copy.id])
            #expect(rows.map(\.clonedFrom) == [nil, original.id])
            #expect(rows.map(\.suspectedClone) == [false, false])
        },
        StoreContract("one key heard on two boots in turns is live twice, and the newcomer is told to take another") {
            world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let second = String(repeating: "b", count: 32)
            let heard: [(seq: Int, stream: String?, boot: String)] = [
                (1, nil, "A"), (1, second, "B"), (2, nil, "A"), (2, second, "B"), (3, nil, "A"),
            ]
            var orders: [Bool] = []
            for (index, report) in heard.enumerated() {
                let outcome = try await world.store.ingest([
                    world.report(
                        agent, report.seq, stream: report.stream, at: 60 + Double(index), boot: report.boot)
                ])
                orders.append(outcome.rekey == [agent.id])
            }
            #expect(orders == [false, false, false, true, false])
            #expect(try await world.store.agents(world.query(), scope: .everything).map(\.suspectedClone) == [true])

            // What anybody could say settles nothing; the former key's word does.
            let stranger = try await world.withAgent(at: 90, clonedFrom: agent.id)
            #expect(
                try await world.store.agents(Query(asOf: world.at(100), agent: agent.id), scope: .everything)
                    .map(\.suspectedClone) == [true])
            try await world.store.revoke(stranger.id, at: world.at(91))
            let copy = try await world.withAgent(at: 100, clonedFrom: agent.id, isOriginProven: true)
            // What the copy had sealed under the old key arrives, and the original goes on.
            for (seq, stream, boot) in [
                (3, second, "B"), (4, agent.stream, "A"), (4, second, "B"), (5, agent.stream, "A"),
            ] {
                let outcome = try await world.store.ingest([
                    world.report(agent, seq, stream: stream, at: 200, boot: boot)
                ])
                #expect(outcome.rekey.isEmpty && outcome.dispositions == [.stored])
            }
            let rows = try await world.store.agents(world.query(), scope: .everything)
            #expect(rows.map(\.suspectedClone) == [false, false, false])
            #expect(rows.first { $0.agent == copy.id }?.clonedFrom == agent.id)
        },
        StoreContract("copies of one stream are told apart although their numbers collide") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            for (seq, boot) in [(1, "A"), (1, "B"), (2, "A")] {
                _ = try await world.store.ingest([world.report(agent, seq, boot: boot, scan: world.scan())])
            }
            #expect(try await world.store.agents(world.query(), scope: .everything).map(\.suspectedClone) == [true])
            let outcome = try await world.store.ingest([world.report(agent, 3, boot: "B")])
            #expect(outcome.dispositions == [.streamEnded] && outcome.rekey == [agent.id])
        },
        StoreContract("restarts, resends, late reports and a PC set back at every start are one computer") { world in
            try await world.withSchools()
            for reports in [
                // Restarts; the second boot delivers what the first had sealed.
                [(1, "A"), (2, "A"), (3, "B"), (4, "C")],
                // A lost answer: the same envelope again.
                [(1, "A"), (2, "B"), (1, "A"), (2, "B")],
                // What an image had sealed before it was copied comes from the copy, between the original's.
                [(10, "B"), (3, "A"), (11, "B"), (4, "A"), (12, "B")],
                // Set back to an image at every start.
                [(1, "A"), (2, "A"), (1, "B"), (2, "B"), (1, "C")],
            ] {
                let agent = try await world.withAgent()
                for (seq, boot) in reports {
                    let outcome = try await world.store.ingest([world.report(agent, seq, boot: boot)])
                    #expect(outcome.rekey.isEmpty, "\(reports)")
                }
            }
            let rows = try await world.store.agents(world.query(), scope: .everything)
            #expect(rows.map(\.suspectedClone) == [false, false, false, false])
        },
        StoreContract("a reinstalled PC is linked to the agent it was and counts once") { world in
            try await world.withSchools()
            let old = try await world.withAgent()
            let device = world.device("built in")
            _ = try await world.store.ingest([
                world.report(old, 1, at: 60, scan: world.scan([device], parts: [mac, disk]))
            ])
            let new = try await world.withAgent(at: 1_000)
            _ = try await world.store.ingest([world.report(new, 1, at: 1_060, scan: world.scan(parts: [mac]))])
            let agents = try await world.store.agents(world.query(), scope: .everything)
            #expect(agents.map(\.succeeds) == [nil, old.id])
            #expect(agents.map(\.replacedBy) == [new.id, nil])
            let computers = try await world.store.computers(world.query(), scope: .everything)
            #expect(computers.map(\.agent) == [new.id])
            #expect(computers.map(\.succeeds) == [old.id])
            let school = try await world.store.schools(world.query(school: "A-1"), scope: .everything).first
            #expect([school?.computers, school?.computersLive, school?.devices] == [1, 1, 0])
            let devices = try await world.store.devices(world.query(), scope: .everything)
            #expect(devices.map(\.attached) == [false], "what it saw stays, as history")

            // Reinstalled once more.
            let third = try await world.withAgent(at: 2_000)
            _ = try await world.store.ingest([world.report(third, 1, at: 2_060, scan: world.scan(parts: [mac, disk]))])
            let chain = try await world.store.computers(world.query(), scope: .everything)
            #expect(chain.map(\.agent) == [third.id] && chain.map(\.succeeds) == [new.id])
        },
        StoreContract("an agent that is still heard has not been replaced, nor has one of two that match") { world in
            try await world.withSchools()
            let old = try await world.withAgent()
            _ = try await world.store.ingest([world.report(old, 1, at: 60, scan: world.scan(parts: [mac]))])
            let new = try await world.withAgent(at: 1_000)
            _ = try await world.store.ingest([world.report(new, 1, at: 1_060, scan: world.scan(parts: [mac]))])
            _ = try await world.store.ingest([world.report(old, 2, at: 1_100, scan: world.scan(parts: [mac]))])
            let agents = try await world.store.agents(world.query(), scope: .everything)
            #expect(agents.map(\.replacedBy) == [nil, nil], "PCs of one make that share a number")
            #expect(try await world.store.computers(world.query(), scope: .everything).count == 2)

            let another = try await world.withAgent(at: 2_000)
            _ = try await world.store.ingest([
                world.report(another, 1, at: 2_060, scan: world.scan(parts: [mac]))
            ])
            let third = try await world.withAgent(at: 3_000)
            _ = try await world.store.ingest([world.report(third, 1, at: 3_060, scan: world.scan(parts: [disk]))])
            let rows = try await world.store.agents(world.query(), scope: .everything)
            #expect(rows.map(\.succeeds).last == .some(nil), "a disk alone is no match")
        },
    ]
}
