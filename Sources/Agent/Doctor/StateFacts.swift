internal import Outbox
internal import Reports

/// The state directory as it lies there.
struct StateFacts: Sendable {
    enum Presence: Sendable {
        case absent, hidden, readable
    }

    struct Damage: Sendable {
        /// Of the file in the directory.
        var name: String
        var reason: String
    }

    var path: String
    var presence: Presence
    var agent: AgentID?
    var damage: [Damage] = []
    /// Names of files with secrets that others may read, and `.` where others may write in the directory.
    var open: [String] = []
    /// Names of files that are not the directory's owner's.
    var foreign: [String] = []
    /// Damaged files that an agent has moved aside.
    var aside: [String] = []
    /// Outboxes of regions that this computer has left.
    var left: [LeftOutbox] = []

    var findings: [Finding] {
        switch presence {
        case .absent: return [.found(.neverStarted, "\(path) is not there: no agent has run here")]
        case .hidden: return [.found(.stateNotPermitted, "\(path) may not be read by this user")]
        case .readable: break
        }
        var found = damage.filter { $0.name != "enrollment.json" }.map { damage in
            Finding.found(damage.name == "key" ? .keyDamaged : .fileDamaged, "\(damage.name) \(damage.reason)")
        }
        if agent == nil, !damage.contains(where: { $0.name == "key" }) {
            found.append(.found(.neverStarted, "there is no key yet: no agent has run here"))
        }
        if !open.isEmpty {
            found.append(.found(.stateOpen, "others may get at \(Self.list(open))"))
        }
        if !foreign.isEmpty {
            found.append(.found(.foreignFiles, "not the agent's own: \(Self.list(foreign))"))
        }
        if !aside.isEmpty {
            found.append(.found(.filesKeptAside, "damaged and kept: \(Self.list(aside))"))
        }
        if !left.isEmpty {
            let names = left.map { "\($0.path.split(separator: "/").last ?? "") (\(Words.bytes($0.bytes)))" }
            found.append(.found(.outboxLeft, "undelivered to a former region: \(Self.list(names))"))
        }
        guard found.isEmpty, let agent else { return found }
        return [.ok(.state, "modes and files are right; agent \(agent.text)")]
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
    }
}
