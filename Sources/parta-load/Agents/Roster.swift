internal import FoundationEssentials
internal import Reports
internal import Synchronization

/// All agents of a run, and how far each one's stream has come.
final class Roster: Sendable {
    private struct Progress {
        var nextSeq: Int
        /// `DeviceTable.digest` of the scan that went out; empty before it did.
        var devices: String
    }

    let agents: [SimulatedAgent]
    private let progress: Mutex<[Progress]>

    init(_ agents: [SimulatedAgent]) {
        self.agents = agents
        progress = Mutex(agents.map { _ in Progress(nextSeq: 1, devices: "") })
    }

    /// The next number of an agent's stream, which is its own from now on, and the digest of its devices.
    func take(_ index: Int) -> (seq: Int, devices: String) {
        progress.withLock { all in
            defer { all[index].nextSeq += 1 }
            return (all[index].nextSeq, all[index].devices)
        }
    }

    func note(devices: String, of index: Int) { progress.withLock { $0[index].devices = devices } }

    // MARK: As a file

    /// One agent a line: the key's seed in base64url, the next number, the digest of its devices or `-`.
    /// - Throws: `LoadFailure`.
    convenience init(path: String) throws {
        let text = try TextFile.read(path)
        var agents: [SimulatedAgent] = []
        var progress: [Progress] = []
        for (number, line) in text.utf8.split(separator: UInt8(ascii: "\n")).enumerated() {
            let parts = line.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
            guard parts.count == 3, let seed = Base64URL.decode(parts[0]), seed.count == 32,
                let key = try? SigningKey(rawRepresentation: seed), let next = Int(parts[1]), next >= 1
            else { throw LoadFailure.badAgents(path: path, line: number + 1, reason: "no agent stands there") }
            agents.append(SimulatedAgent(key))
            progress.append(Progress(nextSeq: next, devices: parts[2] == "-" ? "" : parts[2]))
        }
        guard !agents.isEmpty else { throw LoadFailure.noAgents(path: path) }
        self.init(agents)
        self.progress.withLock { $0 = progress }
    }

    /// - Throws: `LoadFailure.cannotWrite`.
    func write(to path: String) throws {
        let lines = progress.withLock { progress in
            zip(agents, progress).map { agent, progress in
                "\(Base64URL.encode(agent.key.rawRepresentation)) \(progress.nextSeq) "
                    + (progress.devices.isEmpty ? "-" : progress.devices) + "\n"
            }
        }
        try TextFile.write(lines.joined(), to: path)
    }
}
