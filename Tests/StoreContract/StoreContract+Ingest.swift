import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let ingest = [
        StoreContract("a report counts once however often it comes") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let days = [
                DeviceDay(
                    device: "d", day: "2025-09-01", first: world.time(0), last: world.time(60), minutes: 30,
                    timesPlugged: 1)
            ]
            let report = try world.report(agent, 1, scan: world.scan([world.device("d")]), days: days)
            let first = try await world.store.ingest([report, report])
            #expect(first.dispositions == [.stored, .duplicate])
            let second = try await world.store.ingest([report])
            #expect(second.dispositions == [.duplicate])
            #expect(second.accepted[report.id] == SequenceRanges([1]))
            let devices = try await world.store.devices(world.query(), scope: .everything)
            #expect(devices.map(\.minutes) == [30])
        },
        StoreContract("answers with what is held of each stream that was named") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let other = String(repeating: "f", count: 32)
            _ = try await world.store.ingest([1, 2, 5].map { try world.report(agent, $0) })
            let outcome = try await world.store.ingest([
                world.report(agent, 4), world.report(agent, 9, stream: other),
            ])
            #expect(
                outcome.accepted == [
                    StreamID(agent: agent.id, stream: agent.stream): SequenceRanges([1, 2, 4, 5]),
                    StreamID(agent: agent.id, stream: other): SequenceRanges([9]),
                ])
        },
        StoreContract("two agents that name one stream do not share it") { world in
            try await world.withSchools()
            let stream = String(repeating: "a", count: 32)
            let (one, two) = (try await world.withAgent(), try await world.withAgent())
            _ = try await world.store.ingest([world.report(one, 1, stream: stream)])
            let outcome = try await world.store.ingest([world.report(two, 1, stream: stream)])
            #expect(outcome.dispositions == [.stored])
        },
        StoreContract("the same number with other content is kept aside and ends the stream") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let first = try world.report(agent, 1, scan: world.scan([world.device("true")]))
            let forged = try world.report(agent, 1, at: 90, scan: world.scan([world.device("other")]))
            _ = try await world.store.ingest([first])
            let outcome = try await world.store.ingest([forged, world.report(agent, 2), first])
            #expect(outcome.dispositions == [.conflict, .streamEnded, .duplicate])
            #expect(outcome.accepted[first.id] == SequenceRanges([1]))
            #expect(try await world.store.devices(world.query(), scope: .everything).map(\.id) == ["true"])
            _ = try await world.store.ingest([forged])
            let rows = try await world.store.agents(world.query(), scope: .everything)
            #expect(rows.map(\.setAside) == [2], "one that comes again is not counted again")
            let fresh = try world.report(agent, 1, stream: String(repeating: "b", count: 32))
            #expect(try await world.store.ingest([fresh]).dispositions == [.stored])
        },
        StoreContract("an agent that never enrolled is refused, the others of the request are kept") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let outcome = try await world.store.ingest([world.report(ContractAgent(), 1), world.report(agent, 1)])
            #expect(outcome.dispositions == [.agentRefused, .stored])
        },
        StoreContract("envelopes are kept as they came, in order, within the scope") { world in
            try await world.withSchools()
            let (near, far) = (try await world.withAgent(school: "A-1"), try await world.withAgent(school: "B-1"))
            let reports = [try world.report(near, 1), try world.report(far, 1), try world.report(near, 2)]
            _ = try await world.store.ingest(reports)
            let all = try await world.store.envelopes(after: 0, limit: 2, scope: .everything)
            #expect(all.map(\.text) == reports.prefix(2).map(\.envelope.text))
            let rest = try await world.store.envelopes(after: all[1].position, limit: 9, scope: .everything)
            #expect(rest.map(\.seq) == [2])
            let scoped = try await world.store.envelopes(after: 0, limit: 9, scope: .areas([ContractWorld.rudny]))
            #expect(scoped.map(\.agent) == [far.id])
        },
    ]
}

extension VerifiedReport {
    var id: StreamID { StreamID(agent: report.agent, stream: report.stream) }
}
