public import FoundationEssentials

/// What opens a test server: who may test there, how often, which way and until when.
///
/// The server keeps no list of tokens: the token says it all, and `LineTestTokenKey` proves that the region wrote it. Whoever
/// sees it on a plain line can use up its tests and nothing else.
public struct LineTestToken: Sendable, Equatable {
    /// Which way a test may run. In the token's text: `d` and `u`.
    public enum Direction: String, Sendable, CaseIterable {
        case download = "d"
        case upload = "u"
    }

    /// Why a token does not count, in a sentence for whoever presented it.
    public enum Failure: Error, Equatable, CustomStringConvertible {
        case malformed
        /// Another region's, or made up.
        case wrongMAC
        case expired

        public var description: String {
            switch self {
            case .malformed: "this is no token for a line test: ask for a lease"
            case .wrongMAC: "this token was not made by this region: ask it for a lease"
            case .expired: "this token has expired: ask for another lease"
            }
        }
    }

    public var lease: String
    /// nil for a guest: somebody whom an operator gave a token by hand.
    public var agent: AgentID?
    /// Whole seconds.
    public var expires: Date
    /// How many tests it is good for in each of its directions.
    public var uses: Int
    public var directions: Set<Direction>

    /// - Parameter expires: fractions of a second are dropped.
    public init(
        lease: String, agent: AgentID?, expires: Date, uses: Int = 1,
        directions: Set<Direction> = Set(Direction.allCases)
    ) {
        self.lease = lease
        self.agent = agent
        self.expires = Date(timeIntervalSince1970: expires.timeIntervalSince1970.rounded(.down))
        self.uses = uses
        self.directions = directions
    }

    /// By what a server counts the holder's tests: guests by their lease, since they share a name.
    public var holder: String { agent?.text ?? "guest \(lease)" }
}

// MARK: - As text

extension LineTestToken {
    private static let guest = "guest"

    /// `HOLDER,EXPIRY,USES,DIRECTIONS,LEASE`; the lease is last, so that it may hold anything.
    var fields: String {
        let ways = Direction.allCases.filter(directions.contains).map(\.rawValue).joined()
        let seconds = Int64(expires.timeIntervalSince1970)
        return "\(agent?.text ?? Self.guest),\(seconds),\(uses),\(ways),\(lease)"
    }

    init?(fields: String) {
        let parts = fields.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, let seconds = Int64(parts[1]), let uses = Int(parts[2]), uses > 0 else { return nil }
        let agent = AgentID(parts[0])
        guard agent != nil || parts[0] == Self.guest else { return nil }
        let directions = parts[3].map { Direction(rawValue: String($0)) }
        guard !directions.isEmpty, !directions.contains(nil) else { return nil }
        self.init(
            lease: parts[4], agent: agent, expires: Date(timeIntervalSince1970: Double(seconds)), uses: uses,
            directions: Set(directions.compactMap(\.self)))
    }
}
