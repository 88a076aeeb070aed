extension Migrations {
    /// `text` is the file's own. A version is kept beside the others; `position` tells which came later of one date.
    static let norms = """
        CREATE TABLE norm (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            version TEXT NOT NULL,
            date TEXT NOT NULL,
            name_kk TEXT,
            name_ru TEXT,
            name_en TEXT,
            text TEXT NOT NULL,
            UNIQUE (id, version)
        ) STRICT;
        """
}
