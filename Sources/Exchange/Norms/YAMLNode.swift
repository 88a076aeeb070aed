/// A YAML value and where it begins.
struct YAMLNode {
    /// From 1, as an editor counts.
    struct Place: Equatable {
        var line: Int
        var column: Int
    }

    struct Entry {
        var key: String
        var place: Place
        var value: YAMLNode
    }

    enum Content {
        /// With quotes it is text, whatever it looks like.
        case scalar(String, isQuoted: Bool)
        case list([YAMLNode])
        case map([Entry])
    }

    var content: Content
    var place: Place
}
