import Foundation
import Logging
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@testable import Aggregator

@Suite("When the database takes nothing in", .timeLimit(.minutes(1)))
struct StoreOutageTests {
    @Test(
        "each fault of a file is refused politely, health names it, and all goes on by itself",
        arguments: StoreFault.allCases.filter { !$0.wantsDisk })
    func file(_ fault: StoreFault) async throws {
        try await journey(of: fault)
    }

    @Test(
        "so is each fault of a disk",
        .enabled(if: FaultyDisk.canBeMade, "only root, with loop devices and mke2fs, can mount a file system"),
        arguments: StoreFault.allCases.filter(\.wantsDisk))
    func disk(_ fault: StoreFault) async throws {
        try await journey(of: fault)
    }

    @Test(
        "a disk that fails is told from a report at fault",
        .enabled(if: FaultyDisk.canBeMade, "only root, with loop devices and mke2fs, can mount a file system"))
    func failing() async throws {
        let disk = try FaultyDisk(.failing)
        let store = try SQLiteStore.open(path: disk.path("region.sqlite"))
        _ = try await store.importSchools([LiveAggregator.school], dryRun: false)
        let pulse = StorePulse(store: store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await LiveAggregator.run(store: store, pulse: pulse) { server in
            let key = try await server.enrolledAgent()
            #expect(try await server.post("/v1/reports", server.report(key, 1)).status == 200)
            try disk.fail()
            let answer = try await server.post("/v1/reports", server.report(key, 2))
            #expect(answer.status == 503 && answer.word == "store_away", "\(answer.status) \(answer.body)")
            // Older kernels say of such a file system that it can only be read.
            #expect(pulse.outage == .diskFails || pulse.outage == .readOnly)
            await pulse.ask()
            #expect(try await RawHTTP.get("/healthz", port: server.port).status == 503)
        }
        try store.close()
        try disk.remove()
    }

    @Test("so is each fault of a server", arguments: ServerFault.allCases)
    func server(_ fault: ServerFault) async throws {
        let database = try FaultyServer(fault)
        try await journey(database.store, of: fault.outage, begin: database.begin, end: database.end)
        try database.close()
    }

    private func journey(of fault: StoreFault) async throws {
        let database = try FaultyDatabase(fault)
        try await journey(database.store, of: fault.outage, begin: database.begin, end: database.end)
        try database.close()
    }

    /// - Parameters:
    ///   - begin: from then on, or soon after, nothing is taken.
    ///   - end: from then on, or soon after, all is well.
    private func journey(
        _ store: any Store, of outage: StoreOutage, begin: () async throws -> Void, end: () async throws -> Void
    ) async throws {
        _ = try await store.importSchools([LiveAggregator.school], dryRun: false)
        let pulse = StorePulse(store: store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await LiveAggregator.run(store: store, pulse: pulse) { server in
            let key = try await server.enrolledAgent()
            try await begin()
            var seq = 0
            var answer: RawHTTP.Answer
            repeat {
                seq += 1
                answer = try await server.post("/v1/reports", server.report(key, seq, device: "d\(seq)"))
            } while answer.status == 200 && seq < 2_000
            #expect(answer.status == 503 && answer.word == "store_away", "\(answer.status) \(answer.body)")
            #expect((15...60).contains(Int(answer.headers["retry-after"] ?? "") ?? 0))
            let ill = try await RawHTTP.get("/healthz", port: server.port)
            #expect(ill.status == 503 && ill.body == outage.sentence + "\n", "\(ill.body)")
            try await end()
            repeat { await pulse.ask() } while pulse.outage != nil
            #expect(try await RawHTTP.get("/healthz", port: server.port).body == "ok\n")
            answer = try await server.post("/v1/reports", server.report(key, seq, device: "d\(seq)"))
            #expect(
                try answer.decoded(DeliveryResponse.self).accepted.map(\.ranges) == [SequenceRanges(Set(1...seq))])
            #expect(try await server.storedCount() == min(seq, 1_000))
        }
    }

    @Test("health learns by itself that nothing can be written, without a report")
    func unasked() async throws {
        let database = try FaultyDatabase(.readOnly)
        let pulse = StorePulse(store: database.store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await database.begin()
        for _ in 1...StorePulse.writesEvery { await pulse.ask() }
        #expect(pulse.outage == .readOnly)
        try await database.end()
        await pulse.ask()
        #expect(pulse.outage == nil)
        try database.close()
    }
}
