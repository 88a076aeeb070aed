internal import Foundation
internal import Yams

/// A YAML file (JSON is YAML) as a tree with places, within bounds.
///
/// Anchors and aliases are refused before anything is composed: a page of them can stand for more than any memory holds.
enum YAMLDocument {
    /// A norm is some kilobytes.
    static let limitBytes = 262_144
    static let limitDepth = 16

    /// - Parameter file: its name, for messages.
    /// - Throws: `ImportFailure`.
    static func read(_ data: Data, file: String) throws -> YAMLNode {
        func failure(_ place: YAMLNode.Place?, _ message: String) -> ImportFailure {
            ImportFailure(
                file: file,
                problems: [
                    place.map { .init(line: $0.line, column: $0.column, message: message) }
                        ?? .init(.file, message: message)
                ])
        }
        guard data.count <= limitBytes else { throw failure(nil, "is larger than \(limitBytes >> 10) KiB: no norm") }
        guard let text = String(data: data, encoding: .utf8) else { throw failure(nil, "is not UTF-8 text") }
        if let place = alias(in: text) {
            throw failure(
                place, "an anchor or alias (&name, *name) is not read; write the text out, or a space after & and *")
        }
        do {
            guard let root = try Parser(yaml: text, encoding: .utf8).singleRoot() else {
                throw failure(nil, "is empty")
            }
            return try node(root, depth: 0)
        } catch let fault as Fault {
            throw failure(fault.place, fault.message)
        } catch let error as YamlError {
            let (place, message) = told(by: error)
            throw failure(place, "no YAML: \(message)")
        }
    }

    private struct Fault: Error {
        var place: YAMLNode.Place
        var message: String
    }

    private static func node(_ node: Node, depth: Int) throws -> YAMLNode {
        let place = YAMLNode.Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        guard depth <= limitDepth else { throw Fault(place: place, message: "is nested deeper than \(limitDepth)") }
        switch node {
        case .scalar(let scalar):
            let isQuoted = [.singleQuoted, .doubleQuoted, .literal, .folded].contains(scalar.style)
            return YAMLNode(content: .scalar(scalar.string, isQuoted: isQuoted), place: place)
        case .sequence(let items):
            return YAMLNode(content: .list(try items.map { try self.node($0, depth: depth + 1) }), place: place)
        case .mapping(let pairs):
            let entries = try pairs.map { key, value in
                let at = YAMLNode.Place(line: key.mark?.line ?? place.line, column: key.mark?.column ?? place.column)
                guard case .scalar(let scalar) = key else { throw Fault(place: at, message: "a key is no text") }
                return YAMLNode.Entry(key: scalar.string, place: at, value: try self.node(value, depth: depth + 1))
            }
            return YAMLNode(content: .map(entries), place: place)
        case .alias:
            throw Fault(place: place, message: "an alias is not read")
        }
    }

    /// Where a word begins with & or *. What stands in quotes or a comment is not told apart: a file that could make us take an
    /// alias for text would defeat the purpose.
    private static func alias(in text: String) -> YAMLNode.Place? {
        var (line, column) = (1, 0)
        var before: Unicode.Scalar = "\n"
        var mark: YAMLNode.Place?
        for scalar in text.unicodeScalars {
            if let mark, !scalar.properties.isWhitespace { return mark }
            column += 1
            let opens = before.properties.isWhitespace || "[]{},:-?".unicodeScalars.contains(before)
            mark = opens && (scalar == "&" || scalar == "*") ? .init(line: line, column: column) : nil
            if scalar == "\n" { (line, column) = (line + 1, 0) }
            before = scalar
        }
        return nil
    }

    private static func told(by error: YamlError) -> (YAMLNode.Place?, String) {
        func place(_ mark: Mark) -> YAMLNode.Place { .init(line: mark.line, column: mark.column) }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (place(mark), problem)
        case .duplicatedKeysInMapping(let keys, let context):
            return (place(context.mark), "the key \(keys.first ?? "") stands twice")
        case .reader(let problem, _, _, _): return (nil, problem)
        default: return (nil, "\(error)")
        }
    }
}
