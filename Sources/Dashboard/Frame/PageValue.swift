/// What a template can name: text, yes or no, a list, or values by their names.
///
/// A type of our own in place of any value: templates climb to the page's values for a name that a row lacks, and print what
/// they find by its description.
public indirect enum PageValue: Sendable, Equatable {
    case text(String)
    case flag(Bool)
    case list([PageValue])
    case group([String: PageValue])
    /// Markup made here, such as a chart: the one thing that templates print as it is.
    case markup(String)

    /// Rows of a list.
    public static func rows(_ rows: [[String: PageValue]]) -> PageValue { .list(rows.map { .group($0) }) }

    /// Text, or no where there is none: a section for it is left out.
    public static func text(_ text: String?) -> PageValue {
        guard let text, !text.isEmpty else { return .flag(false) }
        return .text(text)
    }

    public subscript(name: String) -> PageValue? {
        if case .group(let values) = self { values[name] } else { nil }
    }

    /// As swift-mustache takes it.
    var any: Any {
        switch self {
        case .text(let text), .markup(let text): text
        case .flag(let flag): flag
        case .list(let values): values.map(\.any)
        case .group(let values): values.mapValues(\.any)
        }
    }
}

extension PageValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral {
    public init(stringLiteral text: String) { self = .text(text) }
    public init(booleanLiteral flag: Bool) { self = .flag(flag) }
}
