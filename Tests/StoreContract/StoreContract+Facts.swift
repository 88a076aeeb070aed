import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let facts = [
        StoreContract("devices are those of the last scan; what was seen before is remembered") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            _ = try await world.store.ingest([
                world.report(
                    agent, 1, at: 60, scan: world.scan([world.device("kit", .roboticsKit), world.device("tab")]))
            ])
            _ = try await world.store.ingest([
                world.report(agent, 2, at: 120, scan: world.scan([world.device("tab")], memoryMiB: 8_192))
            ])
            let devices = try await world.store.devices(world.query(), scope: .everything)
            #expect(devices.map(\.id) == ["kit", "tab"])
            #expect(devices.map(\.attached) == [false, true])
            #expect(devices.map(\.firstSeen) == [world.at(60), world.at(60)])
            #expect(devices.map(\.lastSeen) == [world.at(60), world.at(120)])
            let computers = try await world.store.computers(world.query(), scope: .everything)
            #expect(computers.map(\.devices) == [1])
            #expect(computers.map(\.memoryMiB) == [8_192])
        },
        StoreContract("a scan that arrives late does not replace a later one") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let old = String(repeating: "0", count: 32)
            let newest = try world.report(
                agent, 3, at: 300, scan: world.scan([world.device("new")], agentVersion: "2.0"))
            let late = try world.report(agent, 2, at: 60, scan: world.scan([world.device("old")], agentVersion: "1.0"))
            let lateStream = try world.report(
                agent, 9, stream: old, at: 90, scan: world.scan([world.device("older")], agentVersion: "0.9"))
            _ = try await world.store.ingest([newest, late, lateStream])
            let devices = try await world.store.devices(world.query(), scope: .everything)
            #expect(devices.filter(\.attached).map(\.id) == ["new"])
            #expect(Set(devices.map(\.id)) == ["new", "old", "older"], "but its devices were seen")
            let computers = try await world.store.computers(world.query(), scope: .everything)
            #expect(computers.map(\.agentVersion) == ["2.0"])
            #expect(computers.map(\.scannedAt) == [world.at(300)])
        },
        StoreContract("a device-day is merged within a stream in any order, and added up over streams") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            func day(_ name: String, _ first: TimeInterval, _ last: TimeInterval, _ minutes: Int) -> DeviceDay {
                DeviceDay(
                    device: "tab", day: name, first: world.time(first), last: world.time(last), minutes: minutes,
                    timesPlugged: 1)
            }
            _ = try await world.store.ingest([
                world.report(
                    agent, 3, at: 90_000,
                    days: [day("2025-09-01", 60, 1_200, 15), day("2025-09-02", 86_400, 90_000, 60)]),
                world.report(agent, 1, at: 900, days: [day("2025-09-01", 60, 900, 10)]),
                world.report(agent, 2, at: 1_000, scan: world.scan([world.device("tab")])),
                world.report(
                    agent, 1, stream: String(repeating: "c", count: 32), at: 90_000,
                    days: [day("2025-09-01", 3_000, 3_300, 5)]),
            ])
            let rows = try await world.store.devices(world.query(100_000), scope: .everything)
            #expect(rows.map(\.daysSeen) == [2])
            #expect(rows.map(\.minutes) == [80])
            #expect(rows.map(\.firstSeen) == [world.at(60)])
            #expect(rows.map(\.lastSeen) == [world.at(90_000)])
        },
        StoreContract("a line test counts once, whatever report carries it") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            let tests = try await world.leased([world.test("same", at: 30, down: 10, up: 2)], by: agent)
            _ = try await world.store.ingest([
                world.report(agent, 1, tests: tests), world.report(agent, 2, tests: tests),
            ])
            #expect(try await world.store.lines(world.query(), scope: .everything).map(\.tests) == [1])
        },
        StoreContract("a test by a clock at 1970 is counted at its latest possible time, and marked") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            func dead(_ monotonic: Double) -> ObservedTime {
                ObservedTime(bootID: "b", monotonic: monotonic, wallClock: Date(timeIntervalSince1970: monotonic))
            }
            let tests = try await world.leased(
                [LineTest(id: "t", startedAt: dead(100), downloadMbps: 8, uploadMbps: 1, server: "ws://test")],
                by: agent, at: 700)
            let report = Report(
                agent: agent.id, stream: agent.stream, seq: 1, sealedAt: dead(400), lineTests: tests)
            let envelope = try Envelope.seal(report, kind: .report, with: agent.key)
            _ = try await world.store.ingest([
                VerifiedReport(envelope, key: agent.key.publicKey, receivedAt: world.at(1_000))
            ])
            let lines = try await world.store.lines(world.query(), scope: .everything)
            #expect(lines.map(\.lastTestAt) == [world.at(700)])
            #expect(lines.map(\.timeEstimated) == [true])
        },
    ]
}
