extension Migrations {
    /// Only ever added to: the last row of an area (`area_key`) or school holds what is in force there, as JSON.
    ///
    /// `version` is the region's: it grows with every change, and it is never below the change's time in seconds since 1970,
    /// so that a database restored from a backup does not give out numbers again that agents know already.
    static let settings = """
        CREATE TABLE settings_change (
            version INTEGER PRIMARY KEY,
            area TEXT,
            area_key TEXT,
            school_id TEXT REFERENCES school (id),
            settings TEXT NOT NULL,
            changed_at INTEGER NOT NULL,
            changed_by TEXT NOT NULL,
            CHECK ((area_key IS NULL) <> (school_id IS NULL)),
            CHECK ((area_key IS NULL) = (area IS NULL))
        ) STRICT;
        CREATE INDEX settings_change_area ON settings_change (area_key, version) WHERE area_key IS NOT NULL;
        CREATE INDEX settings_change_school ON settings_change (school_id, version) WHERE school_id IS NOT NULL;
        """
}
