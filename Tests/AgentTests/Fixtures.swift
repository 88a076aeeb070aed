import Agent
import Foundation
import Inventory
import NIOPosix
import Outbox
import Reports
import Synchronization

/// A directory that goes with the test.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "agent-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file(name))[.posixPermissions] as? Int
    }
}

/// A clock the test turns.
final class TestClock: Sendable {
    private let seconds = Mutex(0.0)
    private let epoch: Double

    /// - Parameter epoch: where it stands at first, in seconds since 1970.
    init(epoch: Double = 1_788_249_600) {
        self.epoch = epoch
    }

    func advance(_ step: Double) { seconds.withLock { $0 += step } }

    var clock: AgentClock {
        AgentClock { [self] in
            let seconds = seconds.withLock { $0 }
            return ObservedTime(
                bootID: "boot", monotonic: seconds, wallClock: Date(timeIntervalSince1970: epoch + seconds))
        }
    }
}

enum Sample {
    static func scan(_ devices: String...) -> Scan {
        Scan(
            computer: Computer(kernel: "6.1", agentVersion: "0.1"),
            devices: devices.map { Device(id: $0, category: .tablet, confidence: .certain, rule: "test", bus: .usb) },
            collectors: [CollectorOutcome(name: "usb", status: .ok, durationMs: 1)])
    }

    static func lineTest(_ id: String) -> LineTest {
        LineTest(
            id: id,
            startedAt: ObservedTime(
                bootID: "boot", monotonic: 0, wallClock: Date(timeIntervalSince1970: 1_788_249_600)),
            downloadMbps: 17.5, server: "ws://127.0.0.1:1")
    }

    /// A round that sees a tablet and measures nothing.
    static let round = AgentRound(scan: { _ in scan("a") }, measure: { _ in .notTested(reason: "not here") })
}

extension AgentCore {
    /// An agent in a directory of the test's.
    static func make(
        in directory: TemporaryDirectory, named name: String = "state", clock: AgentClock = TestClock().clock,
        clientLimits: AggregatorClient.Limits = AggregatorClient.Limits(), machine: MachineParts? = nil,
        gateway: String? = nil, proxies: ProxySetting = .direct, built: Date? = nil
    ) throws -> AgentCore {
        try AgentCore(
            state: StateDirectory(path: directory.file(name)), clock: clock,
            group: MultiThreadedEventLoopGroup.singleton,
            version: "0.1.0", clientLimits: clientLimits, proxies: proxies, built: built, machine: { machine },
            gateway: { _ in gateway })
    }
}

extension TestAggregator {
    func file(room: String? = nil, label: String? = nil) throws -> EnrollmentFile {
        try EnrollmentFile(server: address, code: code, room: room, label: label)
    }
}
