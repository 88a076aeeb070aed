public import FoundationEssentials
public import Reports

/// What a region said of this agent where it was no welcome: `standing.json` in the state directory.
public struct RegionStanding: Codable, Sendable, Equatable {
    public enum Word: String, Codable, Sendable {
        /// Enrolled beyond the expected number: everything is kept until somebody approves.
        case waiting
        /// The region wants nothing of this agent any more.
        case revoked
    }

    /// Of which agent it was said: a new key begins anew.
    public var agent: AgentID
    public var word: Word
    /// For people.
    public var sentence: String
    /// When it was said first, and last, by the computer's clock.
    public var since: Date
    public var askedAt: Date

    /// How long a revoked agent waits before it asks again, in seconds.
    static let waitSeconds = 86_400.0

    /// How long a revoked agent is still to be silent; nil where it may ask. A clock that was set back makes nobody wait.
    func secondsLeft(now: Date) -> Double? {
        let age = now.timeIntervalSince(askedAt)
        return word == .revoked && age >= 0 && age < Self.waitSeconds ? Self.waitSeconds - age : nil
    }

    enum CodingKeys: String, CodingKey {
        case agent, word, sentence, since
        case askedAt = "asked_at"
    }
}

extension DeliveryFailure.Code {
    /// Seconds before it is worth asking again, whatever the server says; nil where backing off is all.
    var leastWaitSeconds: Double? {
        switch self {
        case .revoked: RegionStanding.waitSeconds
        case .waiting: 3_600
        case .unknownAgent, .busy, .overBudget, .noProgress, .refused: nil
        }
    }
}

extension StateDirectory {
    /// What was said of this agent; a file that cannot be read is none, since the region says it again.
    static func standing(of agent: AgentID, in path: String) -> RegionStanding? {
        (try? read(RegionStanding.self, "\(path)/standing.json", as: "what the region said"))
            .flatMap { $0?.agent == agent ? $0 : nil }
    }

    func save(_ standing: RegionStanding) throws {
        try PrivateFile.write(ReportCoder.encode(standing, pretty: true), to: "\(path)/standing.json")
    }

    func forgetStanding() throws { try remove("standing.json") }
}
