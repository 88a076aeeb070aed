public import Mustache

/// Text as it may stand in an element or in a quoted attribute of HTML.
///
/// Escaped scalar by scalar: a quotation mark with a combining mark behind it is one `Character`, unlike any quotation mark, and
/// would end an attribute all the same (swift-mustache's own content type lets it through).
public struct HTMLText: MustacheContentType {
    /// The name by which templates ask for it.
    static let name = "PARTA"

    public init() {}

    public func escapeText(_ text: String) -> String { Self.escaped(text) }

    /// What no parser of HTML reads as markup; a scalar that HTML forbids becomes U+FFFD, as parsers would read it.
    public static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { replacement(of: $0) != nil }) else { return text }
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let replacement = replacement(of: scalar) {
                escaped.append(contentsOf: replacement.unicodeScalars)
            } else {
                escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    private static func replacement(of scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        // Old parsers end an attribute with it.
        case "`": "&#96;"
        case "\t", "\n": nil
        case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): "\u{FFFD}"
        // Noncharacters are errors to a parser too.
        case _ where (0xFDD0...0xFDEF).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE: "\u{FFFD}"
        default: nil
        }
    }
}
