/// How sure a classification is.
public enum Confidence: String, Codable, Sendable, CaseIterable, Comparable {
    /// Evidence names a kind, but other kinds look alike (an id shared by phones and tablets).
    case possible
    /// Evidence fits one kind, with known exceptions.
    case likely
    /// Evidence leaves no other kind.
    case certain

    /// A word of a newer program reads as `possible`, the least that can be claimed.
    public init(from decoder: any Decoder) throws {
        let word = try decoder.singleValueContainer().decode(String.self)
        self = Confidence(rawValue: word) ?? .possible
    }

    public static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .possible: 0
        case .likely: 1
        case .certain: 2
        }
    }
}
