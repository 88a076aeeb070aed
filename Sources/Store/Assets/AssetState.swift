/// What the books say became of an asset.
public enum AssetState: String, Codable, Sendable, CaseIterable {
    case inUse = "in_use"
    case stored
    case repair
    case broken
    case lost
    case stolen
    case writtenOff = "written_off"

    /// Whether the school is not to have it any more: seen again, it is flagged.
    public var isGone: Bool {
        switch self {
        case .lost, .stolen, .writtenOff: true
        case .inUse, .stored, .repair, .broken: false
        }
    }

    /// Whether it is there and cannot be used.
    public var isOutOfOrder: Bool { self == .repair || self == .broken }
}

/// A state and since when, with the document that says so.
public struct AssetStateChange: Codable, Sendable, Equatable {
    public var state: AssetState
    /// A civil day, `yyyy-mm-dd`.
    public var since: String
    public var document: String?

    public init(state: AssetState, since: String, document: String? = nil) {
        self.state = state
        self.since = since
        self.document = document
    }

    enum CodingKeys: String, CodingKey {
        case state, since, document
    }

    /// Every key always: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(state, forKey: .state)
        try values.encode(since, forKey: .since)
        try values.encode(document, forKey: .document)
    }
}
