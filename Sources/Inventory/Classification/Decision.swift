/// What a device was taken for, and why that answer and no other.
public struct Decision: Sendable, Equatable {
    /// Which kind of knowledge decided, and over what.
    public enum Reason: String, Sendable, CaseIterable, CustomStringConvertible {
        case own
        case ownGeneral
        case system
        case systemOverGeneral
        case nameOverGeneral
        case childOverGeneral
        case builtIn
        case builtIntoComputer
        case nobody

        public var description: String {
            switch self {
            case .own: "Parta's hardware knowledge knows the id, the maker or the name"
            case .ownGeneral: "only Parta's rules for classes and words speak, and nothing surer does"
            case .system: "only a package of this system knows the id"
            case .systemOverGeneral: "a package of this system knows the id; Parta's rule is one for classes or words"
            case .nameOverGeneral: "an interface calls itself MTP; Parta's rule is one for classes or words"
            case .childOverGeneral: "what the kernel made of it says more than Parta's rule for classes or words"
            case .builtIn: "no database knows it; what it shows of itself decides"
            case .builtIntoComputer: "it takes a pen and cannot be unplugged: the computer's own screen"
            case .nobody: "nothing knows it"
            }
        }
    }

    public var answer: Classification
    public var reason: Reason

    public init(answer: Classification, reason: Reason) {
        self.answer = answer
        self.reason = reason
    }
}
