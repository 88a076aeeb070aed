extension Migrations {
    /// `asset_home` tells on whose books an asset stood, under which number and in which room, until a day: `asset` itself says
    /// where it is now. `registered_computer.former_id` is the row of the same computer at the school before; a row without one
    /// holds for all time before, for nobody says since when a computer that a list names has been there.
    static let assetHomes = """
        CREATE TABLE asset_home (
            asset_id INTEGER NOT NULL REFERENCES asset (id),
            valid_to TEXT NOT NULL,
            school_id TEXT NOT NULL REFERENCES school (id),
            inventory_number TEXT NOT NULL,
            room TEXT,
            PRIMARY KEY (asset_id, valid_to)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX asset_home_school ON asset_home (school_id, valid_to);
        CREATE INDEX asset_home_end ON asset_home (valid_to);

        ALTER TABLE registered_computer ADD COLUMN former_id INTEGER REFERENCES registered_computer (id);
        UPDATE registered_computer AS r SET former_id = (
            SELECT o.id FROM registered_computer AS o
            WHERE o.valid_to = r.valid_from AND o.id < r.id
                AND (o.uuid_hash = r.uuid_hash OR o.serial_hash = r.serial_hash)
            ORDER BY o.id DESC LIMIT 1);
        CREATE INDEX registered_computer_ever ON registered_computer (school_id, valid_to);
        """
}
