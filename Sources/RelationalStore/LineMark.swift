internal import Relational

/// Says that what a school's lines are judged by has changed, so that figures kept of it are good no more.
struct LineMark {
    let db: Database

    func move(_ school: String) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO line_mark (school_id, version) VALUES (?, 1)
                ON CONFLICT (school_id) DO UPDATE SET version = line_mark.version + 1
                """
        ).execute(arguments: [school])
    }
}
