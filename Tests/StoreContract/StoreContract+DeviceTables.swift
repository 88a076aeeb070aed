import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    private static let day: TimeInterval = 86_400

    static let deviceTables = [
        StoreContract("a table that is as the agent says asks for nothing") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let table = try world.table(["a", "b"])
            let first = try world.report(agent, 1, scan: table.scan, claim: (table.digest, 1))
            let second = try world.report(agent, 2, at: 90, claim: (table.digest, 1))
            let outcome = try await world.store.ingest([first, second])
            #expect(outcome.sendFull == [])
            #expect(try await world.tableDiffersSince() == nil)
        },
        StoreContract("reports that say nothing of the table are compared with nothing") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let outcome = try await world.store.ingest([
                world.report(agent, 1, scan: world.scan([world.device("a")])), world.report(agent, 2, at: 90),
            ])
            #expect(outcome.sendFull == [])
        },
        StoreContract("another table, one that is missing and one without digests ask for a whole scan") { world in
            try await world.withSchools()
            let table = try world.table(["a", "b"])
            let other = try world.table(["a"])
            let differing = try await world.withAgent()
            let missing = try await world.withAgent()
            let older = try await world.withAgent()
            let outcome = try await world.store.ingest([
                world.report(differing, 1, scan: other.scan, claim: (table.digest, 1)),
                world.report(missing, 2, claim: (table.digest, 1)),
                world.report(older, 1, scan: world.scan([world.device("a"), world.device("b")])),
                world.report(older, 2, at: 90, claim: (table.digest, 1)),
            ])
            #expect(outcome.sendFull == [differing.id, missing.id, older.id])
        },
        StoreContract("a scan that comes after a report that spoke of it is not asked for") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let table = try world.table(["a"])
            let outcome = try await world.store.ingest([
                world.report(agent, 2, at: 90, claim: (table.digest, 1)),
                world.report(agent, 1, scan: table.scan, claim: (table.digest, 1)),
            ])
            #expect(outcome.sendFull == [])
        },
        StoreContract("a late report speaks of a table that a newer one has replaced") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let (old, new) = (try world.table(["a"]), try world.table(["a", "b"]))
            let outcome = try await world.store.ingest([
                world.report(agent, 3, at: 200, scan: new.scan, claim: (new.digest, 3)),
                world.report(agent, 2, at: 100, claim: (old.digest, 1)),
                world.report(agent, 9, stream: String(repeating: "e", count: 32), at: 50, claim: (old.digest, 9)),
            ])
            #expect(outcome.sendFull == [])
        },
        StoreContract("a whole scan is asked for once a day; after two days in vain an operator is told since when") {
            world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let (told, held) = (try world.table(["a", "b"]), try world.table(["a"]))
            _ = try await world.store.ingest([world.report(agent, 1, scan: held.scan)])
            var asked: [Int] = []
            for hour in 0...50 {
                let at = 100 + Double(hour) * 3_600
                let outcome = try await world.store.ingest([
                    world.report(agent, 2 + hour, at: at, claim: (told.digest, 1))
                ])
                if outcome.sendFull == [agent.id] { asked.append(hour) }
                let since = try await world.tableDiffersSince(at)
                #expect((since != nil) == (hour >= 48), "hour \(hour)")
                if let since { #expect(since == world.at(101)) }
            }
            #expect(asked == [0, 24, 48])
            let whole = try world.report(
                agent, 60, at: 51 * 3_600, scan: told.scan, claim: (told.digest, 60))
            #expect(try await world.store.ingest([whole]).sendFull == [])
            #expect(try await world.tableDiffersSince(52 * 3_600) == nil)
        },
        StoreContract("what comes again asks for nothing again") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let report = try world.report(agent, 2, claim: (world.table(["a"]).digest, 1))
            #expect(try await world.store.ingest([report]).sendFull == [agent.id])
            #expect(try await world.store.ingest([report]).sendFull == [])
        },
        StoreContract("digests that are none, and numbers yet to come, are refused") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let digest = try world.table(["a"]).digest
            var device = world.device("a")
            device.digest = "short"
            let scan = world.scan([device])
            #expect(throws: ReportFailure.self) { try world.report(agent, 1, scan: scan) }
            #expect(throws: ReportFailure.self) { try world.report(agent, 1, claim: (digest, 2)) }
            #expect(throws: ReportFailure.self) { try world.report(agent, 1, claim: (digest, 0)) }
            #expect(throws: ReportFailure.self) { try world.report(agent, 1, claim: (digest.uppercased() + "A", 1)) }
        },
    ]
}

extension ContractWorld {
    /// A scan whose devices carry their digests, as a sealing agent gives them, and the digest of the table.
    func table(_ names: [String]) throws -> (scan: Scan, digest: String) {
        let devices = try names.map { name in
            var device = device(name)
            device.digest = try DeviceTable.digest(of: device)
            return device
        }
        return (scan(devices), DeviceTable.digest(of: devices.compactMap(\.digest)))
    }

    func tableDiffersSince(_ seconds: TimeInterval = 3_600) async throws -> Date? {
        try await store.agents(query(seconds), scope: .everything).first?.tableDiffersSince
    }

    func report(
        _ agent: ContractAgent, _ seq: Int, stream: String? = nil, at seconds: TimeInterval = 60, scan: Scan? = nil,
        claim: (digest: String, seq: Int)?, lineTestDays: [LineTestDay]? = nil
    ) throws -> VerifiedReport {
        let report = Report(
            agent: agent.id, stream: stream ?? agent.stream, seq: seq, sealedAt: time(seconds), scan: scan,
            scannedAt: scan.map { _ in time(seconds) }, devicesDigest: claim?.digest, devicesSeq: claim?.seq,
            lineTestDays: lineTestDays)
        let envelope = try Envelope.seal(report, kind: .report, with: agent.key)
        return try VerifiedReport(envelope, key: agent.key.publicKey, receivedAt: at(seconds + 1))
    }
}
