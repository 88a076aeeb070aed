internal import Relational

extension Migrations {
    /// Schools that were erased, or are being: `ended_at` is null until nothing is left. Nothing but their ids is kept of them.
    /// What a school said goes with it, and otherwise never.
    static let erasing = """
        CREATE TABLE erasure (
            school_id TEXT PRIMARY KEY,
            began_at INTEGER NOT NULL,
            ended_at INTEGER,
            rows INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        DROP TRIGGER school_word_kept;
        CREATE TRIGGER school_word_kept BEFORE DELETE ON school_word BEGIN
            SELECT raise(ABORT, 'a school''s word never goes') WHERE NOT EXISTS
                (SELECT 1 FROM erasure WHERE school_id = OLD.school_id AND ended_at IS NULL);
        END;
        """

    /// `ErasedDevices`.
    static let erasedDevices = """
        CREATE TABLE erased_device (
            mark TEXT PRIMARY KEY,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Marks of people whose names were erased (`PersonErasure`). `is_open` is 1 only within a transaction that puts one in
    /// place of a name: the triggers that keep the log and schools' words as they are look away then.
    static let erasedPeople = """
        CREATE TABLE erased_person (
            number INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            is_open INTEGER NOT NULL
        ) STRICT;

        DROP TRIGGER audit_is_fixed;
        CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit BEGIN
            SELECT raise(ABORT, 'what was done never changes') WHERE NOT EXISTS
                (SELECT 1 FROM erased_person WHERE is_open = 1);
        END;

        DROP TRIGGER school_word_stays;
        CREATE TRIGGER school_word_stays BEFORE UPDATE ON school_word BEGIN
            SELECT raise(ABORT, 'a school''s word never changes') WHERE NOT EXISTS
                (SELECT 1 FROM erased_person WHERE is_open = 1);
        END;
        """

    private static let plansOfSchools = ["plan_purchase", "plan_transfer"]

    static let freedPlans = """
        ALTER TABLE plan_purchase DROP CONSTRAINT plan_purchase_school_id_fkey;
        ALTER TABLE plan_transfer DROP CONSTRAINT plan_transfer_from_school_id_fkey;
        ALTER TABLE plan_transfer DROP CONSTRAINT plan_transfer_to_school_id_fkey;
        """

    /// A saved plan never changes, so it goes on naming a school that is there no more.
    static func freePlansOfSchools(_ db: Database) throws {
        for table in plansOfSchools {
            let made = try String.fetchOne(
                db, sql: "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", arguments: [table])
            guard let made, let start = made.firstIndex(of: "("), made.contains(" REFERENCES school (id)") else {
                throw DatabaseError(message: "the table \(table) is not as an earlier release left it")
            }
            let indices = try String.fetchAll(
                db, sql: "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
                arguments: [table])
            let columns = String(made[start...]).replacing(" REFERENCES school (id)", with: "")
            try db.execute(sql: "CREATE TABLE \(table)_anew \(columns)")
            try db.execute(sql: "INSERT INTO \(table)_anew SELECT * FROM \(table)")
            try db.execute(sql: "DROP TABLE \(table)")
            try db.execute(sql: "ALTER TABLE \(table)_anew RENAME TO \(table)")
            for sql in indices { try db.execute(sql: sql) }
        }
    }
}
