internal import FoundationEssentials
internal import Reports

/// Whether this computer serves lessons: `PARTA_PEDAGOGICAL` of the environment (`/etc/parta/agent.env`), else what it was
/// enrolled with, else yes.
public struct PedagogicalSetting: Sendable, Equatable {
    public static let name = "PARTA_PEDAGOGICAL"

    public var value: Bool
    /// A sentence where the environment holds something that is neither yes nor no; it then counts as yes.
    public var complaint: String?

    /// - Parameter enrolled: as the enrolment file said it, nil where it did not.
    public init(environment: [String: String], enrolled: Bool? = nil) {
        guard let text = environment[Self.name], !text.isEmpty else {
            value = enrolled ?? true
            return
        }
        if let told = Self.read(text) {
            value = told
        } else {
            value = true
            complaint =
                "\(Self.name) is \"\(text.asOneLine(limit: 40))\", which is neither yes nor no: this computer counts as one for lessons"
        }
    }

    /// `yes` or `no`, in any case; nil for everything else.
    static func read(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "yes": true
        case "no": false
        default: nil
        }
    }
}
