internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// What a school that closes hands over to its successor besides computers and codes, within one transaction. What was reported
/// of it stays with it.
struct SchoolBelongings {
    let db: Database
    let from: String
    let successor: String
    let since: CivilDate
    let at: Date

    func handOver() throws {
        try rooms()
        try contracts()
        try settings()
        try assets()
        try computers()
        try db.execute(
            sql: "UPDATE reader_token SET school_id = ? WHERE school_id = ?", arguments: [successor, from])
        for school in [from, successor] {
            try LineMark(db: db).move(school)
            for table in ["school_figures", "past_figure"] {
                try db.execute(sql: "UPDATE \(table) SET stale = 1 WHERE school_id = ?", arguments: [school])
            }
        }
    }

    /// A room that the successor has, too, stays as it is there.
    private func rooms() throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO room (school_id, name, valid_from, kind, seats)
                SELECT ?2, r.name, ?3, r.kind, r.seats FROM room AS r
                WHERE r.school_id = ?1 AND r.valid_to IS NULL AND NOT EXISTS (
                    SELECT 1 FROM room AS o WHERE o.school_id = ?2 AND o.name = r.name AND o.valid_to IS NULL)
                """, arguments: [from, successor, since.description])
        try db.execute(
            sql: "UPDATE room SET valid_to = ? WHERE school_id = ? AND valid_to IS NULL",
            arguments: [since.description, from])
    }

    /// Another line of the same name is told apart by the school it came from.
    private func contracts() throws {
        let taken = try Set(
            String.fetchAll(db, sql: "SELECT id FROM line WHERE school_id = ?", arguments: [successor]))
        let contracts = try Row.fetchAll(
            db, sql: "SELECT * FROM line WHERE school_id = ? AND valid_from IS NOT NULL AND valid_to IS NULL",
            arguments: [from]
        ).map(LineColumns.contract)
        for var contract in contracts {
            let name = taken.contains(contract.line) ? "\(contract.line) (\(from))" : contract.line
            try LineColumns.end(contract, on: since, in: db)
            (contract.school, contract.line) = (successor, name)
            try LineColumns.write(contract, from: since, first: since, in: db)
        }
    }

    /// The books before say where each stood. A number that the successor has given, too, is told apart by the school it came
    /// from.
    private func assets() throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO asset_home (asset_id, valid_to, school_id, inventory_number, room)
                SELECT id, ?2, school_id, inventory_number, room FROM asset WHERE school_id = ?1
                """, arguments: [from, since.description])
        try db.execute(
            sql: """
                UPDATE asset AS a SET school_id = ?2, inventory_number = CASE
                    WHEN EXISTS (SELECT 1 FROM asset AS o
                        WHERE o.school_id = ?2 AND o.inventory_number = a.inventory_number)
                    THEN a.inventory_number || ' (' || ?1 || ')' ELSE a.inventory_number END
                WHERE a.school_id = ?1
                """, arguments: [from, successor])
    }

    /// Computers on the books without an agent.
    private func computers() throws {
        let kept = """
            room, label, serial_hash, uuid_hash, vendor, model, cpu, memory_mib, os, purchased_on, pedagogical, source,
                agent_id
            """
        try db.execute(
            sql: """
                INSERT INTO registered_computer (school_id, valid_from, former_id, \(kept))
                SELECT ?2, ?3, id, \(kept) FROM registered_computer WHERE school_id = ?1 AND valid_to IS NULL
                """, arguments: [from, successor, since.description])
        try db.execute(
            sql: "UPDATE registered_computer SET valid_to = ? WHERE school_id = ? AND valid_to IS NULL",
            arguments: [since.description, from])
    }

    /// Where the successor has none of its own.
    private func settings() throws {
        let ledger = SettingsLedger(db: db)
        let places = try [from, successor].map { try ledger.find(.school($0), scope: .everything) }
        guard let own = try ledger.own(places[0]), try ledger.own(places[1]) == nil else { return }
        _ = try ledger.change(
            SettingsChange(place: .school(successor), settings: own.settings, basedOn: 0, by: own.changedBy, at: at))
    }
}
