internal import Relational
internal import Store

extension ImportOutcome {
    /// Takes rows in one by one, and says of each whether it is new, changed or as it was.
    /// - Parameters:
    ///   - name: what a row is called in the outcome and in messages; no two rows have the same.
    ///   - before: what is kept under that name now.
    ///   - write: keeps the row; called for those that are new or changed.
    /// - Throws: `StoreFailure.doubledRow`, and as the closures.
    static func taking<Value: Hashable>(
        _ rows: [Value], named name: (Value) -> String, before: (Value) throws -> Value?,
        write: (Value) throws -> Void
    ) throws -> ImportOutcome {
        var outcome = ImportOutcome()
        var names = Set<String>()
        for row in rows {
            let name = name(row)
            guard names.insert(name).inserted else { throw StoreFailure.doubledRow(name) }
            switch try before(row) {
            case nil: outcome.added.append(name)
            case row?:
                outcome.unchanged.append(name)
                continue
            default: outcome.changed.append(name)
            }
            try write(row)
        }
        return outcome
    }
}
