/// Why a hub takes nothing of a message.
public enum ForwardFailure: Error, Equatable, CustomStringConvertible {
    /// A number no higher than one that is held.
    case stale(held: Int)
    /// The token is bound to another region's key.
    case tokenOfAnother
    /// More, or longer, than is taken.
    case outOfBounds(String)

    public var description: String {
        switch self {
        case .stale(let held): "the number is not above \(held), which is held"
        case .tokenOfAnother: "the token is bound to another region's key"
        case .outOfBounds(let reason): reason
        }
    }
}
