internal import Relational
public import Store

extension RelationalStore {
    public func erasable(school: String) async throws -> ErasureTally {
        try await read { db in try SchoolErasure(db: db, school: school).count() }
    }

    /// Each batch is a transaction, so that reports wait for no more than one.
    public func erase(school: String, _ order: ErasureOrder) async throws -> ErasureTally {
        var tally = try await write { db in
            let erasure = SchoolErasure(db: db, school: school)
            try erasure.begin(order)
            var tally = ErasureTally()
            try erasure.addRemains(to: &tally)
            return tally
        }
        let moved = try await read { db in try MovedComputers(db: db, school: school).all() }
        for computer in moved {
            for (what, rows) in try await write({ try SchoolErasure(db: $0, school: school).erase(computer) }) {
                tally.add(rows, what)
            }
        }
        for table in SchoolErasure.tables {
            var last = Self.forgettingBatch
            while last == Self.forgettingBatch {
                last = try await write { db in
                    try SchoolErasure(db: db, school: school).erase(table, limit: Self.forgettingBatch)
                }
                tally.add(last, table.what)
            }
        }
        let rest = try await write { db in try SchoolErasure(db: db, school: school).finish(order) }
        for part in rest.parts { tally.add(part.rows, part.what) }
        return tally
    }
}
