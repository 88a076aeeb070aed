import Aggregator
import Foundation
import NIOPosix
import Outbox
import RelationalStore
import Reports
import SQLiteStore
import Store
import Synchronization
import Testing

@testable import Agent

/// A region that takes bundles, and agents that write them.
struct BundleWorld: Sendable {
    let server: LiveAggregator
    let folder: String
    let keys: SealingKeys

    static func run(_ body: (BundleWorld) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "parta-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await LiveAggregator.run { server in
            let keys = try SealingKeys(of: server.region, now: server.clock.now)
            try await body(BundleWorld(server: server, folder: folder, keys: keys))
        }
    }

    func core(_ name: String) throws -> AgentCore {
        let clock = server.clock
        return try AgentCore(
            state: StateDirectory(path: "\(folder)/\(name)"),
            clock: AgentClock { ObservedTime(bootID: name, monotonic: 1, wallClock: clock.now) },
            group: MultiThreadedEventLoopGroup.singleton, version: "1")
    }

    /// An agent that was enrolled over the wire, and knows to which key bundles are sealed.
    func enrolled(_ name: String) async throws -> AgentCore {
        let core = try core(name)
        let file = try EnrollmentFile(
            server: ServerAddress("http://127.0.0.1:\(server.port)"), code: try await server.code())
        try await core.enroll(with: file)
        core.trust?.take([try trust(keys.current.publicKey)], of: server.region.publicKey)
        return core
    }

    func trust(_ key: SealingPublicKey, version: Int = 1) throws -> String {
        try Envelope.seal(
            ServerTrust(version: version, issuedAt: server.clock.now, pins: [], sealingKey: key), kind: .trust,
            with: server.region.signingKey
        ).text
    }

    func see(_ device: String, by core: AgentCore) throws {
        let scan = Scan(
            computer: Computer(agentVersion: "1"),
            devices: [Device(id: device, category: .tablet, confidence: .likely, rule: "r", bus: .usb)], collectors: [])
        try core.record(scan: scan)
    }

    func export(_ core: AgentCore, all: Bool = false, hooks: BundleHooks? = nil) async throws -> Data {
        let file = Mutex(Data())
        _ = try await BundleDesk(core: core, hooks: hooks).export(all: all) { piece in file.withLock { $0 += piece } }
        return file.withLock { $0 }
    }

    /// Imports files in one run.
    /// - Returns: what became of each, and the lines of the acknowledgement file.
    func take(_ files: Data...) async throws -> (results: [BundleResult], answers: [String]) {
        try await take(files, keys: keys)
    }

    func take(_ files: [Data], keys: SealingKeys) async throws -> (results: [BundleResult], answers: [String]) {
        let clock = server.clock
        let importer = BundleImporter(store: server.store, region: server.region, keys: keys, now: { clock.now })
        var book = AcknowledgementBook()
        var results: [BundleResult] = []
        for file in files {
            var rest = file[...]
            results.append(
                try await importer.take(into: &book) {
                    defer { rest = rest.dropFirst(10_000) }
                    return rest.isEmpty ? nil : Data(rest.prefix(10_000))
                })
        }
        let file = try await book.file(by: server.region, now: clock.now) { _ in nil }
        return (results, String(decoding: file, as: UTF8.self).split(separator: "\n").map(String.init))
    }
}
