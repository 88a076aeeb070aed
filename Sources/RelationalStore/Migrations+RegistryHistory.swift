extension Migrations {
    /// `school` is what is known today; `school_version` what was known to hold on each day, today's too. Days are text,
    /// `valid_to` the first day on which it holds no longer. What stood in the registry before history was kept holds from the
    /// beginning: nobody knows better.
    ///
    /// `name_key`: what names are searched by. `line.valid_from` is null for a line of which only gateways are known. The
    /// indexes on `valid_from` tell in one step that nothing has changed since a day, so that a question for today reads the
    /// tables of today.
    static let registryHistory = """
        ALTER TABLE school ADD COLUMN grades TEXT;
        ALTER TABLE school ADD COLUMN shifts INTEGER;
        ALTER TABLE school ADD COLUMN managing_body TEXT;
        ALTER TABLE school ADD COLUMN settlement TEXT;
        ALTER TABLE school ADD COLUMN settlement_level TEXT;
        ALTER TABLE school ADD COLUMN electricity TEXT;
        ALTER TABLE school ADD COLUMN education_level TEXT;
        ALTER TABLE school ADD COLUMN opened_on TEXT;
        ALTER TABLE school ADD COLUMN closed_on TEXT;
        ALTER TABLE school ADD COLUMN name_key TEXT;

        CREATE TABLE school_version (
            id TEXT NOT NULL REFERENCES school (id),
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            giga_id TEXT,
            name_kk TEXT,
            name_ru TEXT,
            name_en TEXT,
            country TEXT NOT NULL,
            region TEXT,
            district TEXT,
            area_key TEXT NOT NULL,
            type TEXT NOT NULL,
            supported_by TEXT,
            latitude REAL,
            longitude REAL,
            pupils INTEGER,
            rural INTEGER,
            made_up INTEGER NOT NULL,
            grades TEXT,
            shifts INTEGER,
            managing_body TEXT,
            settlement TEXT,
            settlement_level TEXT,
            electricity TEXT,
            education_level TEXT,
            opened_on TEXT,
            closed_on TEXT,
            name_key TEXT,
            PRIMARY KEY (id, valid_from)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX school_version_area ON school_version (area_key, valid_from);
        CREATE INDEX school_version_from ON school_version (valid_from);
        INSERT INTO school_version
            (id, valid_from, giga_id, name_kk, name_ru, name_en, country, region, district, area_key, type, supported_by,
             latitude, longitude, pupils, rural, made_up)
            SELECT id, '0001-01-01', giga_id, name_kk, name_ru, name_en, country, region, district, area_key, type,
                supported_by, latitude, longitude, pupils, rural, made_up FROM school;

        CREATE TABLE school_successor (
            position INTEGER PRIMARY KEY,
            school_id TEXT NOT NULL REFERENCES school (id),
            successor_id TEXT REFERENCES school (id),
            since TEXT NOT NULL,
            kind TEXT NOT NULL,
            note TEXT
        ) STRICT;
        CREATE INDEX school_successor_school ON school_successor (school_id);

        CREATE TABLE area (
            area_key TEXT PRIMARY KEY,
            country TEXT NOT NULL,
            region TEXT,
            district TEXT,
            code TEXT,
            level TEXT NOT NULL,
            name_kk TEXT,
            name_ru TEXT,
            name_en TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE school_year (
            school_id TEXT NOT NULL REFERENCES school (id),
            year TEXT NOT NULL,
            pupils INTEGER,
            girls INTEGER,
            teachers INTEGER,
            classes INTEGER,
            source TEXT,
            noted_at INTEGER NOT NULL,
            PRIMARY KEY (school_id, year)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE room (
            school_id TEXT NOT NULL REFERENCES school (id),
            name TEXT NOT NULL,
            kind TEXT,
            seats INTEGER,
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            PRIMARY KEY (school_id, name, valid_from)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE line ADD COLUMN attainable_download_mbps REAL;
        ALTER TABLE line ADD COLUMN attainable_upload_mbps REAL;
        ALTER TABLE line ADD COLUMN fee REAL;
        ALTER TABLE line ADD COLUMN fee_currency TEXT;
        ALTER TABLE line ADD COLUMN contract_until TEXT;
        ALTER TABLE line ADD COLUMN backup INTEGER;
        ALTER TABLE line ADD COLUMN valid_from TEXT;
        ALTER TABLE line ADD COLUMN valid_to TEXT;
        CREATE TABLE line_version (
            school_id TEXT NOT NULL REFERENCES school (id),
            id TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            provider TEXT,
            medium TEXT,
            contracted_download_mbps REAL,
            contracted_upload_mbps REAL,
            attainable_download_mbps REAL,
            attainable_upload_mbps REAL,
            fee REAL,
            fee_currency TEXT,
            contract_until TEXT,
            backup INTEGER,
            PRIMARY KEY (school_id, id, valid_from)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX assignment_from ON assignment (valid_from);
        CREATE INDEX assignment_school_from ON assignment (school_id, valid_from);
        """
}
