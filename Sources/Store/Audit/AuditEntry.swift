public import FoundationEssentials

/// Who did what, and when: never with a secret in it.
public struct AuditEntry: Codable, Sendable, Equatable {
    /// By the clock of the machine it was done on; of a day's reads, the last.
    public var at: Date
    /// The local account of a command, the name of a token of the API.
    public var who: String
    public var action: AuditAction
    /// What it was done to, such as a school's or an agent's id.
    public var object: String
    public var detail: String?

    public init(at: Date, who: String, action: AuditAction, object: String, detail: String? = nil) {
        self.at = at
        self.who = who
        self.action = action
        self.object = object
        self.detail = detail
    }

    enum CodingKeys: String, CodingKey {
        case at, who, action, object, detail
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(at, forKey: .at)
        try values.encode(who, forKey: .who)
        try values.encode(action, forKey: .action)
        try values.encode(object, forKey: .object)
        try values.encode(detail, forKey: .detail)
    }
}
