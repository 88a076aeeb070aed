import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let intakeBounds = [
        StoreContract("gaps beyond a bound end the stream; what fills one, or goes on where one ended, is taken") {
            world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let other = try await world.withAgent()
            let gapped = try (1...RangeLimits.perStream).map { try world.report(agent, $0 * 2) }
            let outcome = try await world.store.ingest(gapped)
            #expect(outcome.dispositions.allSatisfy { $0 == .stored })
            let last = RangeLimits.perStream * 2
            let more = try await world.store.ingest([
                world.report(agent, last + 1), world.report(agent, 3), world.report(agent, last + 3),
                world.report(agent, last + 5), world.report(agent, last + 7), world.report(agent, last + 4),
                world.report(other, 7), world.report(agent, 9, stream: String(repeating: "b", count: 32)),
            ])
            // The gap that 3 closed makes room for one more; then the stream is ended, and takes nothing.
            #expect(
                more.dispositions == [
                    .stored, .stored, .stored, .streamEnded, .streamEnded, .streamEnded, .stored, .stored,
                ])
            #expect(try await world.store.ingest([world.report(agent, 4)]).dispositions == [.duplicate])
            let row = try await world.store.agents(Query(asOf: Date()), scope: .everything)
                .first { $0.agent == agent.id }
            #expect(row?.endedStreams == 1 && row?.setAside == 3 && row?.streamEndedAt != nil)
        },
        StoreContract("an agent's bytes of a day are bounded, and the next day takes what was left over") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let other = try await world.withAgent()
            let day = 86_400.0
            let one = try world.report(agent, 1)
            let budget = one.envelope.text.utf8.count * 5 / 2
            let two = try world.report(agent, 2)
            let three = try world.report(agent, 3)
            #expect(try await world.ingest([one, two, three], within: budget) == [.stored, .stored, .overBudget])
            #expect(try await world.ingest([one, two], within: budget) == [.duplicate, .duplicate])
            #expect(try await world.ingest([world.report(other, 1)], within: budget) == [.stored])
            // By an operator's own hand there is no budget.
            #expect(try await world.store.ingest([world.report(agent, 4)]).dispositions == [.stored])
            #expect(try await world.ingest([world.report(agent, 3)], within: budget) == [.overBudget])
            #expect(try await world.ingest([world.report(agent, 3, at: day)], within: budget) == [.stored])
            let large = try world.report(
                agent, 5, at: 2 * day, scan: world.scan((0..<200).map { world.device("device \($0)") }))
            #expect(large.envelope.text.utf8.count > budget)
            let next = try world.report(agent, 6, at: 2 * day)
            #expect(try await world.ingest([large, next], within: budget) == [.stored, .overBudget])
            // Over gaps, and over midnight, within one delivery.
            let late = try [9, 11, 13, 14, 17].enumerated().map { place, seq in
                try world.report(agent, seq, at: Double(place > 0 ? 4 : 3) * day)
            }
            #expect(
                try await world.ingest(late, within: budget) == [.stored, .stored, .stored, .overBudget, .overBudget])
        },
    ]
}

extension ContractWorld {
    fileprivate func ingest(
        _ reports: [VerifiedReport], within budgetBytes: Int
    ) async throws -> [IngestOutcome.Disposition] {
        try await store.ingest(reports, budgetBytes: budgetBytes).dispositions
    }
}
