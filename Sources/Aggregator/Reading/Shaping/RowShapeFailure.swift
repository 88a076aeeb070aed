internal import Presentation

/// What is asked of a list that it does not have.
public enum RowShapeFailure: Error, Equatable, CustomStringConvertible {
    /// - Parameter option: the option that named it.
    case unknownColumn(String, option: String, list: String, known: [String])
    case doubledColumn(String)
    case notGrouped(by: RowGrouping, list: String, known: [RowGrouping])
    case notMapped(list: String)
    /// Groups have no place of their own.
    case mappedGroups

    public var description: String {
        switch self {
        case .unknownColumn(let name, let option, let list, let known):
            let nearest = NearestName.of(name, in: known).map { "; did you mean \($0)? It has " } ?? "; it has "
            return "\(option): \(list) has no column \"\(DisplayText.harmless(name))\"" + nearest
                + known.joined(separator: ", ")
        case .doubledColumn(let name): return "--columns names \(name) twice; name it once"
        case .notGrouped(let grouping, let list, let known):
            let words = known.map(\.rawValue).joined(separator: ", ")
            return "--group-by: \(list) cannot be grouped by \(grouping.rawValue)"
                + (known.isEmpty ? "" : ", only by \(words)")
        case .notMapped(let list):
            return
                "--format geojson: \(list) has no places on a map; schools and lines have, and every list has table, "
                + "json and csv"
        case .mappedGroups: return "--format geojson: groups have no place on a map; leave --group-by out"
        }
    }
}
