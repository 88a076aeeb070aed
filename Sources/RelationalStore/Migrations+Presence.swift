extension Migrations {
    /// `computer_month`: on which days a computer ran, bit 0 the first of the month; days of which nobody knows the date are
    /// not among them.
    ///
    /// `school_figures`, `school_stock` and `asset_presence` hold what is worked out of all the rest, as of `day`, and may be
    /// emptied at any time. Whatever changes the books, the agents of a school or a calendar marks them stale by the triggers
    /// here; reports do so as they are taken in. A room of which nobody knows is '' in `school_stock`.
    static let presence = """
        CREATE TABLE computer_month (
            agent_id TEXT NOT NULL REFERENCES agent (id),
            month TEXT NOT NULL,
            days INTEGER NOT NULL,
            PRIMARY KEY (agent_id, month)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO computer_month (agent_id, month, days)
            SELECT agent_id, substr(day, 1, 7), sum(1 << (CAST(substr(day, 9, 2) AS INTEGER) - 1))
            FROM (SELECT agent_id, day FROM device_day
                UNION SELECT agent_id, date(started_at, 'unixepoch') FROM line_test WHERE time_estimated = 0)
            WHERE day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
            GROUP BY agent_id, substr(day, 1, 7);

        CREATE TABLE school_figures (
            school_id TEXT PRIMARY KEY REFERENCES school (id),
            day TEXT NOT NULL,
            stale INTEGER NOT NULL,
            registered INTEGER NOT NULL,
            agents INTEGER NOT NULL,
            live INTEGER NOT NULL,
            days_possible INTEGER NOT NULL,
            days_run INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE school_stock (
            school_id TEXT NOT NULL REFERENCES school (id),
            category TEXT NOT NULL,
            room TEXT NOT NULL,
            low INTEGER NOT NULL,
            high INTEGER NOT NULL,
            verified INTEGER NOT NULL,
            registered INTEGER NOT NULL,
            not_seen INTEGER NOT NULL,
            no_data INTEGER NOT NULL,
            out_of_order INTEGER NOT NULL,
            seen_again INTEGER NOT NULL,
            PRIMARY KEY (school_id, category, room)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE asset_presence (
            asset_id INTEGER PRIMARY KEY REFERENCES asset (id),
            presence TEXT NOT NULL,
            last_seen TEXT,
            agent_id TEXT,
            room TEXT,
            seen_again INTEGER NOT NULL
        ) STRICT;

        CREATE TRIGGER assignment_ages_figures AFTER INSERT ON assignment
            BEGIN UPDATE school_figures SET stale = 1 WHERE school_id = NEW.school_id AND stale = 0; END;
        CREATE TRIGGER assignment_end_ages_figures AFTER UPDATE ON assignment
            BEGIN UPDATE school_figures SET stale = 1 WHERE school_id = NEW.school_id AND stale = 0; END;
        CREATE TRIGGER agent_ages_figures AFTER UPDATE OF state, succeeds ON agent
            BEGIN UPDATE school_figures SET stale = 1 WHERE stale = 0 AND school_id IN
                (SELECT school_id FROM assignment WHERE agent_id = NEW.id AND valid_to IS NULL); END;
        CREATE TRIGGER asset_ages_figures AFTER INSERT ON asset
            BEGIN UPDATE school_figures SET stale = 1 WHERE school_id = NEW.school_id AND stale = 0; END;
        CREATE TRIGGER asset_change_ages_figures AFTER UPDATE ON asset
            BEGIN UPDATE school_figures SET stale = 1 WHERE school_id = NEW.school_id AND stale = 0; END;
        CREATE TRIGGER registered_computer_ages_figures AFTER INSERT ON registered_computer
            BEGIN UPDATE school_figures SET stale = 1 WHERE school_id = NEW.school_id AND stale = 0; END;
        CREATE TRIGGER registered_computer_change_ages_figures AFTER UPDATE ON registered_computer
            BEGIN UPDATE school_figures SET stale = 1 WHERE school_id = NEW.school_id AND stale = 0; END;
        CREATE TRIGGER settings_age_figures AFTER INSERT ON settings_change
            BEGIN UPDATE school_figures SET stale = 1 WHERE stale = 0; END;
        """
}
