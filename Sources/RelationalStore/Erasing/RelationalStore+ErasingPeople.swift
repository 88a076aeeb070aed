internal import Relational
public import Store

extension RelationalStore {
    public func erasable(person: ErasedName) async throws -> ErasureTally {
        try await read { db in try PersonErasure(db: db).count(person) }
    }

    /// Where it breaks off, the rest goes with the next call, under another mark.
    public func erase(person: ErasedName, _ order: ErasureOrder) async throws -> ErasureTally {
        _ = try await erasable(person: person)
        let mark = try await write { db in try PersonErasure(db: db).begin(order) }
        var tally = ErasureTally()
        tally.mark = mark
        for table in PersonErasure.authors {
            var last = Self.forgettingBatch
            while last == Self.forgettingBatch {
                last = try await write { db in
                    try PersonErasure(db: db).erase(table, person, by: mark, limit: Self.forgettingBatch)
                }
                tally.add(last, table.what)
            }
        }
        for text in PersonErasure.texts {
            var last = Int.min
            while true {
                let after = last
                let (keys, end) = try await read { db in
                    var keys: [Int] = []
                    let end = try PersonErasure(db: db).page(
                        text, person, after: after, limit: Self.forgettingBatch
                    ) { keys = $0 }
                    return (keys, end)
                }
                guard let end else { break }
                try await write { db in try PersonErasure(db: db).erase(text, keys, person, by: mark) }
                tally.add(keys.count, text.what)
                last = end
            }
        }
        let rows = tally.rows
        try await write { db in try PersonErasure(db: db).end(person, by: mark, rows: rows, order) }
        return tally
    }
}
