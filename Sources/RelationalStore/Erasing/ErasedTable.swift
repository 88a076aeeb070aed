internal import Relational
internal import Store

/// Rows of one table that an erasure takes or changes, and how they are found.
struct ErasedTable: Sendable {
    enum Change: Sendable, Equatable {
        case delete
        /// What is set, after which the condition holds of the row no more.
        case set(String)
    }

    let what: ErasureKind
    let table: String
    /// The columns that tell its rows apart.
    let key: String
    /// Of the rows that are meant; `?1` is what is erased.
    let condition: String
    let change: Change

    init(_ what: ErasureKind, _ table: String, key: String, where condition: String, _ change: Change = .delete) {
        self.what = what
        self.table = table
        self.key = key
        self.condition = condition
        self.change = change
    }

    var counting: String { "SELECT count(*) FROM \(table) WHERE \(condition)" }

    /// - Parameter limit: at most so many rows; nil for all.
    func erasing(limit: Int?) -> String {
        let verb =
            switch change {
            case .delete: "DELETE FROM \(table)"
            case .set(let assignment): "UPDATE \(table) SET \(assignment)"
            }
        guard let limit else { return "\(verb) WHERE \(condition)" }
        return "\(verb) WHERE (\(key)) IN (SELECT \(key) FROM \(table) WHERE \(condition) LIMIT \(limit))"
    }
}
