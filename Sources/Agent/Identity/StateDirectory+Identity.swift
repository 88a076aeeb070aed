internal import FoundationEssentials
internal import Glibc
internal import Reports

extension StateDirectory {
    func origin(of agent: AgentID) throws -> Origin? { try StateDirectory.origin(of: agent, in: path) }

    static func origin(of agent: AgentID, in path: String) throws -> Origin? {
        guard let origin = try read(Origin.self, "\(path)/origin.json", as: "an origin") else { return nil }
        return origin.agent == agent ? origin : nil
    }

    func save(_ origin: Origin) throws {
        try PrivateFile.write(ReportCoder.encode(origin, pretty: true), to: "\(path)/origin.json")
    }

    /// What this agent's machine was known by in this region.
    func components(of agent: AgentID, in region: VerifyingKey) throws -> [MachineComponent]? {
        guard let record = try StateDirectory.read(MachineRecord.self, "\(path)/machine.json", as: "a machine") else {
            return nil
        }
        return record.agent == agent && record.region == region ? record.components : nil
    }

    func save(_ record: MachineRecord) throws {
        try PrivateFile.write(ReportCoder.encode(record, pretty: true), to: "\(path)/machine.json")
    }

    /// Keeps a key beside the one in use, until what it signed has arrived.
    func keepAside(_ key: SigningKey) throws {
        try PrivateFile.write(key.rawRepresentation, to: "\(path)/\(Self.formerKeyPrefix)\(key.publicKey.agentID)")
    }

    func replaceKey(with key: SigningKey) throws {
        try PrivateFile.write(key.rawRepresentation, to: "\(path)/key")
    }

    /// Forgets the keys whose envelopes have all arrived.
    func forgetFormerKeys() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where name.hasPrefix(Self.formerKeyPrefix) {
            try remove(name)
        }
    }

    func forgetEnrollment() throws { try remove("enrollment.json") }

    private static let formerKeyPrefix = "key-of-"

    func remove(_ name: String) throws {
        guard unlink("\(path)/\(name)") == 0 || errno == ENOENT else {
            throw StateFailure(errno: errno, path: "\(path)/\(name)", action: "cannot be removed")
        }
    }

    static func read<Value: Decodable>(_ type: Value.Type, _ file: String, as what: String) throws -> Value? {
        guard let content = try PrivateFile.read(file) else { return nil }
        do {
            return try ReportCoder.decode(type, from: content)
        } catch {
            throw StateFailure(code: .damaged, path: file, reason: "is damaged: it cannot be read as \(what)")
        }
    }
}
