internal import Store

/// What a browser says it would rather read (RFC 9110, 12.5.4), as far as it is one of ours.
struct AcceptedLanguages: Sendable {
    /// The one it likes best; nil where none is ours.
    let first: Language?

    init(_ header: String) {
        var best: (language: Language, weight: Double)?
        for part in header.prefix(500).split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = pieces.first?.split(separator: "-").first,
                let language = Language(rawValue: tag.lowercased())
            else { continue }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > 0, weight > best?.weight ?? 0 { best = (language, weight) }
        }
        first = best?.language
    }
}
