extension Migrations {
    /// `fields` is a JSON object of texts, its keys sorted so that equal ones are equal texts.
    static let schoolExtras = """
        CREATE TABLE school_extra (
            school_id TEXT NOT NULL REFERENCES school (id),
            source TEXT NOT NULL,
            fields TEXT NOT NULL,
            PRIMARY KEY (school_id, source)
        ) STRICT, WITHOUT ROWID;
        """
}
