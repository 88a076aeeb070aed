public import FoundationEssentials
internal import Reports
public import Store

/// Reads norm files: YAML, of which JSON is a part (docs/planning.md, `norms/norm.schema.json`).
public enum NormFile {
    /// - Parameter file: its name, for messages.
    /// - Throws: `ImportFailure` with the line and column of each fault.
    public static func read(_ data: Data, file: String) throws -> EquipmentNorm {
        let root = try YAMLDocument.read(data, file: file)
        var reader = NormReader()
        let norm = reader.norm(root)
        guard let norm, reader.problems.isEmpty else {
            throw ImportFailure(file: file, problems: reader.problems)
        }
        return norm
    }

    /// A norm file on the disk.
    /// - Throws: as `read(_:file:)`.
    public static func read(_ path: String) throws -> (norm: EquipmentNorm, text: String) {
        let data = try TableFile.data(path)
        return (try read(data, file: path), String(decoding: data, as: UTF8.self))
    }
}

extension NormReader {
    fileprivate mutating func norm(_ root: YAMLNode) -> EquipmentNorm? {
        guard let fields = object(root, .norm, "") else { return nil }
        let id = text(fields, "id")
        // What `--norm` takes for a kept norm and never for a file.
        if let id, id.contains(where: { !($0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))) }) {
            fault(fields.place("id"), "id", "has other signs than letters, digits, - and _")
        }
        let (version, country) = (text(fields, "version"), text(fields, "country"))
        let (source, date) = (text(fields, "source"), text(fields, "date"))
        if let date, CivilDate(date) == nil {
            fault(fields.place("date"), "date", "\"\(date)\" is not a day such as 2026-09-01")
        }
        let names = names(fields)
        let sets = sets(fields)
        let (applies, threshold) = (applies(fields), threshold(fields, sets: sets))
        let example = flag(fields, "example") ?? false
        let (counting, line, link) = (counting(fields), line(fields), supportLink(fields))
        if sets.isEmpty, line == nil, link == nil {
            fault(fields.place, "", "asks for nothing: it has none of sets, line and support_link")
        }
        guard let id, let version, let country, let source, let date else { return nil }
        let norm = EquipmentNorm(
            id: id, version: version, country: country, source: source, date: date, example: example, names: names,
            applies: applies, threshold: threshold, sets: sets, counting: counting, line: line, supportLink: link)
        if norm.currencies.count > 1 {
            let all = norm.currencies.sorted().joined(separator: " and ")
            fault(fields.place("sets"), "sets", "prices are in \(all); use one")
        }
        return norm
    }

    private mutating func sets(_ fields: NormFields) -> [String: [EquipmentNorm.Room]] {
        guard let node = fields.values["sets"] else { return [:] }
        guard case .map(let entries) = node.content, !entries.isEmpty else {
            fault(node.place, "sets", "is no object of room sets by their names")
            return [:]
        }
        var sets: [String: [EquipmentNorm.Room]] = [:]
        for entry in entries {
            let path = "sets.\(CellText.excerpt(entry.key))"
            var kinds: Set<String> = []
            sets[entry.key] = []
            for (index, node) in list(entry.value, path).enumerated() {
                guard let room = room(node, "\(path)[\(index)]") else { continue }
                if !kinds.insert(room.kind).inserted { fault(node.place, path, "has two rooms of one kind") }
                sets[entry.key]?.append(room)
            }
        }
        return sets
    }
}

extension EquipmentNorm {
    fileprivate var currencies: Set<String> {
        Set((sets.values.joined().flatMap(\.items) + (supportLink?.items ?? [])).compactMap { $0.price?.currency })
    }
}
