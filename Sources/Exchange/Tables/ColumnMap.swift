/// Which of a file's columns stand for which of ours, where their names differ.
public struct ColumnMap: Equatable, Sendable {
    /// By the file's name in lower case; ours in lower case.
    private(set) var names: [String: String] = [:]

    public static let none = ColumnMap()

    private init() {}

    public enum Fault: Error, Equatable, CustomStringConvertible {
        case form(String)
        case doubled(String)

        public var description: String {
            switch self {
            case .form(let text): "--map wants theirs=ours, such as --map \"ScholName=name_en\", not \"\(text)\""
            case .doubled(let name): "--map names \"\(name)\" twice"
            }
        }
    }

    /// - Parameter pairs: `theirs=ours`; a name of theirs may hold an equals sign, one of ours does not.
    /// - Throws: `Fault`.
    public init(_ pairs: [String]) throws(Fault) {
        var taken = Set<String>()
        for pair in pairs {
            guard let equals = pair.lastIndex(of: "=") else { throw .form(pair) }
            let theirs = CellText.trimmed(String(pair[..<equals])).lowercased()
            let ours = CellText.trimmed(String(pair[pair.index(after: equals)...])).lowercased()
            guard !theirs.isEmpty, !ours.isEmpty else { throw .form(pair) }
            guard names.updateValue(ours, forKey: theirs) == nil else { throw .doubled(theirs) }
            guard taken.insert(ours).inserted else { throw .doubled(ours) }
        }
    }
}
