import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let order = [
        StoreContract("whatever the order, the gaps and the repeats, the same facts remain") { world in
            try await world.withSchools()
            var facts: Set<[String]> = []
            for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 0, 2, 4, 4, 1, 3, 0], [3, 4, 0, 2, 1]] {
                let agent = try await world.withAgent()
                let reports = try world.history(agent)
                for index in order { _ = try await world.store.ingest([reports[index]]) }
                let outcome = try await world.store.ingest([reports[0]])
                #expect(outcome.accepted[reports[0].id]?.ranges == [1...3, 7...8], "gaps stay gaps")
                var query = world.query()
                query.agent = agent.id
                let devices = try await world.store.devices(query, scope: .everything)
                let computers = try await world.store.computers(query, scope: .everything)
                var found: [String] = []
                for device in devices {
                    let span = device.lastSeen.timeIntervalSince(device.firstSeen)
                    let name = device.id.dropFirst(32)
                    found.append(
                        "\(name) \(device.attached ? "there" : "gone") \(device.minutes) \(device.daysSeen) \(span)")
                }
                for computer in computers {
                    found.append(
                        "\(computer.memoryMiB ?? 0) \(computer.scannedAt?.timeIntervalSince(world.start) ?? -1)")
                }
                facts.insert(found)
            }
            #expect(facts.count == 1, "\(facts)")
        },
        StoreContract("a clock that says 1970 or 2100 leaves a time that is possible, and the numbers decide the order")
        { world in
            try await world.withSchools()
            for wrong in [0.0, 4_102_444_800] {
                let agent = try await world.withAgent()
                func report(_ seq: Int, monotonic: Double, received: TimeInterval, memory: Int) throws -> VerifiedReport
                {
                    let time = ObservedTime(
                        bootID: "b", monotonic: monotonic, wallClock: Date(timeIntervalSince1970: wrong + monotonic))
                    let report = Report(
                        agent: agent.id, stream: agent.stream, seq: seq, sealedAt: time,
                        scan: world.scan([world.device("d")], memoryMiB: memory), scannedAt: time)
                    let envelope = try Envelope.seal(report, kind: .report, with: agent.key)
                    return try VerifiedReport(envelope, key: agent.key.publicKey, receivedAt: world.at(received))
                }
                _ = try await world.store.ingest([report(2, monotonic: 200, received: 300, memory: 2)])
                _ = try await world.store.ingest([report(1, monotonic: 100, received: 400, memory: 1)])
                var query = world.query()
                query.agent = agent.id
                let computers = try await world.store.computers(query, scope: .everything)
                #expect(computers.map(\.memoryMiB) == [2])
                #expect(computers.map(\.scannedAt) == [world.at(300)])
            }
        },
    ]
}

extension ContractWorld {
    /// Five reports of one stream, numbers 4 to 6 of which never come.
    func history(_ agent: ContractAgent) throws -> [VerifiedReport] {
        func device(_ name: String) -> Device { self.device(agent.id.text + name) }
        func day(_ name: String, _ minutes: Int, _ last: TimeInterval) -> DeviceDay {
            DeviceDay(
                device: agent.id.text + name, day: "2025-09-01", first: time(10), last: time(last), minutes: minutes,
                timesPlugged: 1)
        }
        return try [
            report(agent, 1, at: 100, scan: scan([device("a")], memoryMiB: 1), days: [day("a", 1, 90)]),
            report(agent, 2, at: 200, scan: scan([device("a"), device("b")], memoryMiB: 2), days: [day("a", 2, 190)]),
            report(agent, 3, at: 300, days: [day("a", 3, 290), day("b", 2, 290)]),
            report(agent, 7, at: 700, scan: scan([device("b")], memoryMiB: 7), days: [day("b", 6, 690)]),
            report(agent, 8, at: 800, days: [day("b", 7, 790)]),
        ]
    }
}
