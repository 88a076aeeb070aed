internal import Relational
internal import Store

extension Migrations {
    /// `key` is a word of `SearchKey`. Whoever changes how those are made adds a step that fills the table anew.
    static let schoolSearch = """
        CREATE TABLE school_search (
            key TEXT NOT NULL,
            school_id TEXT NOT NULL REFERENCES school (id) ON DELETE CASCADE,
            PRIMARY KEY (key, school_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX school_search_school ON school_search (school_id);
        """

    static func indexSchools(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT id, name_kk, name_ru, name_en FROM school") {
            try SchoolSearch.index(
                row["id"], Names(kk: row["name_kk"], ru: row["name_ru"], en: row["name_en"]), in: db)
        }
    }
}
