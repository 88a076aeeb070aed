internal import Foundation

/// Collects what is wrong with a file while values are made of its nodes.
struct NormReader {
    private(set) var problems: [ImportFailure.Problem] = []

    mutating func fault(_ place: YAMLNode.Place, _ path: String, _ message: String) {
        guard problems.count < ImportFailure.problemLimit else { return }
        problems.append(
            .init(line: place.line, column: place.column, columnName: path.isEmpty ? nil : path, message: message))
    }

    /// An object of a file: its values by their keys. Keys that nobody would read are faults, because a misspelt one must not
    /// pass as one that was left out.
    mutating func object(_ node: YAMLNode, _ kind: NormObject, _ path: String) -> NormFields? {
        guard case .map(let entries) = node.content else {
            fault(node.place, path, "is no object with the keys \(kind.keys.joined(separator: ", "))")
            return nil
        }
        var fields = NormFields(place: node.place, path: path)
        for entry in entries {
            guard kind.keys.contains(entry.key) else {
                fault(
                    entry.place, path,
                    "\"\(CellText.excerpt(entry.key))\" is none of the keys \(kind.keys.joined(separator: ", "))")
                continue
            }
            fields.values[entry.key] = entry.value
        }
        for key in kind.required where fields.values[key] == nil {
            fault(node.place, path, "\"\(key)\" is missing")
        }
        return fields
    }

    mutating func list(_ node: YAMLNode, _ path: String) -> [YAMLNode] {
        if case .list(let items) = node.content { return items }
        fault(node.place, path, "is no list")
        return []
    }

    mutating func text(_ fields: NormFields, _ key: String) -> String? {
        guard let node = fields.values[key] else { return nil }
        guard case .scalar(let text, _) = node.content, !CellText.trimmed(text).isEmpty else {
            fault(node.place, fields.path(key), "is empty, or no text")
            return nil
        }
        guard text.count <= 2_000 else {
            fault(node.place, fields.path(key), "is longer than 2000 characters")
            return nil
        }
        return CellText.trimmed(text)
    }

    mutating func flag(_ fields: NormFields, _ key: String) -> Bool? {
        guard let node = fields.values[key] else { return nil }
        if case .scalar("true", false) = node.content { return true }
        if case .scalar("false", false) = node.content { return false }
        fault(node.place, fields.path(key), "is neither true nor false")
        return nil
    }

    mutating func integer(_ fields: NormFields, _ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = fields.values[key] else { return nil }
        guard case .scalar(let text, false) = node.content, let number = Int(text), range.contains(number) else {
            fault(
                node.place, fields.path(key),
                "is no whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    mutating func number(_ fields: NormFields, _ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let node = fields.values[key] else { return nil }
        guard case .scalar(let text, false) = node.content, let number = Double(text), range.contains(number) else {
            fault(
                node.place, fields.path(key), "is no number from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
            return nil
        }
        return number
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ fields: NormFields, _ key: String, _ type: Word.Type
    ) -> Word? where Word.RawValue == String {
        fields.values[key].flatMap { word($0, fields.path(key), type) }
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ node: YAMLNode, _ path: String, _ type: Word.Type
    ) -> Word? where Word.RawValue == String {
        if case .scalar(let text, _) = node.content, let word = Word(rawValue: text) { return word }
        fault(node.place, path, "is none of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }
}

/// The values of one object.
struct NormFields {
    var place: YAMLNode.Place
    /// Where the object is in the file, such as `sets.three_rooms[0]`.
    var path: String
    var values: [String: YAMLNode] = [:]

    func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    func place(_ key: String) -> YAMLNode.Place { values[key]?.place ?? place }
}
