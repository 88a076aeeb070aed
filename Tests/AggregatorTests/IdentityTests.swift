import Agent
import Aggregator
import Foundation
import Inventory
import NIOPosix
import Outbox
import Presentation
import Reports
import Store
import Synchronization
import Testing

/// Real agents, the real aggregator and its real database, over loopback.
@Suite("Who is who, from agent to query", .timeLimit(.minutes(1)))
struct IdentityTests {
    /// A PC: the parts it is known by, its boot, what is plugged in.
    final class PC: Sendable {
        let number: Int
        private let state = Mutex<(seconds: Double, devices: [String])>((0, []))
        private let start: Date

        init(_ number: Int, start: Date) {
            self.number = number
            self.start = start
        }

        var parts: MachineParts {
            MachineParts(parts: [
                .init(kind: .dmiUUID, text: "4c4c4544-0042-3510-8052-b4c04f34324\(number)"),
                .init(kind: .mac, text: "00:1b:21:3c:9d:f\(number)"),
            ])
        }

        var clock: AgentClock {
            AgentClock { [self] in
                let seconds = state.withLock { $0.seconds }
                return ObservedTime(
                    bootID: "boot-\(number)", monotonic: seconds, wallClock: start.addingTimeInterval(seconds))
            }
        }

        func plug(_ devices: String..., at minutes: Double) {
            state.withLock { $0 = (minutes * 60, devices) }
        }

        func core(_ directory: String, parts: MachineParts? = nil) throws -> AgentCore {
            try AgentCore(
                state: StateDirectory(path: directory), clock: clock, group: MultiThreadedEventLoopGroup.singleton,
                version: "1", machine: { parts ?? self.parts })
        }

        func scan(_ enrollment: Agent.Enrollment) -> Scan {
            let devices = state.withLock { $0.devices }.map {
                Device(id: $0, category: .tablet, confidence: .certain, rule: "test", bus: .usb)
            }
            let components = enrollment.regionHash.map { parts.components(hashedBy: $0) } ?? []
            return Scan(
                computer: Computer(agentVersion: "1", components: components), devices: devices, collectors: [])
        }

        func round(_ core: AgentCore) async throws -> RoundSummary {
            try await AgentRound(scan: { self.scan($0) }, measure: { _ in .notTested(reason: "not here") }).run(
                on: core)
        }
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "parta-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func file(_ server: LiveAggregator) async throws -> EnrollmentFile {
        try EnrollmentFile(server: ServerAddress("http://127.0.0.1:\(server.port)"), code: await server.code())
    }

    @Test("two agents started from one copied state directory become two agents")
    func copied() async throws {
        try await withFolder { folder in
            try await LiveAggregator.run { server in
                let (first, second) = (PC(1, start: server.clock.now), PC(2, start: server.clock.now))
                let file = try await file(server)
                do {
                    let core = try first.core("\(folder)/one")
                    try await core.enroll(with: file)
                    _ = try await first.round(core)
                    first.plug("tablet", at: 5)
                    try core.record(scan: first.scan(core.enrolled()))
                    _ = try core.seal(.everything)
                }
                try FileManager.default.copyItem(atPath: "\(folder)/one", toPath: "\(folder)/two")
                let one = try first.core("\(folder)/one")
                let two = try second.core("\(folder)/two")
                try await two.enroll(with: file)
                for (pc, core) in [(first, one), (second, two), (first, one), (second, two)] {
                    #expect(try await pc.round(core).exitStatus == .ok)
                }
                let agents = try await server.store.agents(Query(asOf: server.clock.now), scope: .everything)
                #expect(Set(agents.map(\.agent)) == [one.agent, two.agent])
                #expect(agents.first { $0.agent == two.agent }?.clonedFrom == one.agent)
                #expect(agents.map(\.setAside) == [0, 0] && agents.map(\.suspectedClone) == [false, false])
                let computers = try await server.store.computers(Query(asOf: server.clock.now), scope: .everything)
                #expect(computers.count == 2)
            }
        }
    }

    @Test("a copy that its PC cannot see is seen by the region, and takes a key of its own")
    func unseenCopy() async throws {
        try await withFolder { folder in
            try await LiveAggregator.run { server in
                let (first, second) = (PC(1, start: server.clock.now), PC(2, start: server.clock.now))
                let file = try await file(server)
                try await first.core("\(folder)/one").enroll(with: file)
                try FileManager.default.copyItem(atPath: "\(folder)/one", toPath: "\(folder)/two")
                // One firmware number and one adapter address for both, as some makers have it.
                let one = try first.core("\(folder)/one")
                let two = try second.core("\(folder)/two", parts: first.parts)
                #expect(one.agent == two.agent)
                let shared = one.agent
                var rekeyed = false
                for minute in 1...4 {
                    for (pc, core) in [(first, one), (second, two)] where core.enrollment != nil {
                        pc.plug("device \(pc.number) at \(minute)", at: Double(minute))
                        rekeyed = try await pc.round(core).delivery.rekeyed || rekeyed
                    }
                }
                #expect(rekeyed && two.agent != shared && one.agent == shared)
                try await two.enroll(with: file)
                #expect(try await second.round(two).exitStatus == .ok)
                let agents = try await server.store.agents(Query(asOf: server.clock.now), scope: .everything)
                #expect(agents.map(\.agent).count == 2)
                #expect(agents.first { $0.agent == two.agent }?.clonedFrom == shared)
                #expect(agents.map(\.suspectedClone) == [false, false])
            }
        }
    }

    @Test("one tablet moved between two PCs counts once in the school")
    func movedTablet() async throws {
        try await withFolder { folder in
            try await LiveAggregator.run { server in
                let (first, second) = (PC(1, start: server.clock.now), PC(2, start: server.clock.now))
                let (one, two) = (try first.core("\(folder)/one"), try second.core("\(folder)/two"))
                for core in [one, two] { try await core.enroll(with: await file(server)) }
                // The region's clock goes with the computers': they would believe it more than their own.
                server.clock.advance(seconds: 5)
                first.plug("tablet", at: 0)
                _ = try await first.round(one)
                server.clock.advance(seconds: 1_200)
                first.plug("tablet", at: 20)
                _ = try await first.round(one)
                // Switched off with the tablet in it; then the other PC has it.
                server.clock.advance(seconds: 600)
                second.plug("tablet", "mouse", at: 30)
                _ = try await second.round(two)
                server.clock.advance(seconds: 1_200)
                second.plug("tablet", "mouse", at: 50)
                _ = try await second.round(two)

                var query = Query(asOf: server.clock.now, school: "T-1")
                let devices = try await server.store.devices(query, scope: .everything)
                #expect(devices.map(\.id).sorted() == ["mouse", "tablet"])
                let tablet = try #require(devices.first { $0.id == "tablet" })
                #expect(tablet.agent == two.agent && tablet.computers == 2)
                #expect(tablet.minutes == 40 && !tablet.serialDoubtful)
                query.byComputer = true
                let byComputer = try await server.store.devices(query, scope: .everything)
                #expect(byComputer.map(\.id).sorted() == ["mouse", "tablet", "tablet"])
            }
        }
    }
}
