extension Migrations {
    /// `past_figure` and `past_programme_figure` hold of days before those of `school_figures` what was worked out for a question
    /// about them, and may be emptied at any time. A day is counted from 1970, is one of UTC and taken as of its last second;
    /// `past_day` names those that are kept, by the turn in which they were last worked on, and whether all schools are
    /// wanted of it. `civil_day` is the day on the school's clock at that second. Packed are the counts by category (`totals`),
    /// those by category and room (`rooms`) and what is known of assets. `period_programme_figure` is over a period that a
    /// question named, from one such day to another.
    ///
    /// Whatever changes the books, the agents, area or calendar of a school marks all days of it stale; a report marks those that
    /// it tells of and all later ones.
    static let pastFigures = ([pastTables] + agesOfSchool + agesOfDelivery + [otherAges]).joined(separator: "\n")

    private static let pastTables = """
        CREATE TABLE past_day (
            day INTEGER NOT NULL,
            turn INTEGER NOT NULL,
            is_whole INTEGER NOT NULL,
            PRIMARY KEY (day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE past_figure (
            day INTEGER NOT NULL REFERENCES past_day (day),
            school_id TEXT NOT NULL REFERENCES school (id),
            stale INTEGER NOT NULL,
            civil_day TEXT NOT NULL,
            registered INTEGER NOT NULL,
            agents INTEGER NOT NULL,
            live INTEGER NOT NULL,
            days_possible INTEGER NOT NULL,
            days_run INTEGER NOT NULL,
            totals BLOB NOT NULL,
            rooms BLOB NOT NULL,
            assets BLOB NOT NULL,
            PRIMARY KEY (day, school_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE past_programme_figure (
            day INTEGER NOT NULL REFERENCES past_day (day),
            school_id TEXT NOT NULL REFERENCES school (id),
            programme_id TEXT NOT NULL REFERENCES programme (id),
            category TEXT NOT NULL,
            delivered INTEGER NOT NULL,
            has_serials INTEGER NOT NULL,
            has_counts INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            verified INTEGER NOT NULL,
            present_high INTEGER NOT NULL,
            device_days INTEGER NOT NULL,
            PRIMARY KEY (day, school_id, programme_id, category)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE period_programme_figure (
            school_id TEXT NOT NULL REFERENCES school (id),
            until INTEGER NOT NULL,
            since INTEGER NOT NULL,
            programme_id TEXT NOT NULL REFERENCES programme (id),
            category TEXT NOT NULL,
            delivered INTEGER NOT NULL,
            has_serials INTEGER NOT NULL,
            has_counts INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            verified INTEGER NOT NULL,
            present_high INTEGER NOT NULL,
            device_days INTEGER NOT NULL,
            PRIMARY KEY (school_id, until, since, programme_id, category)
        ) STRICT, WITHOUT ROWID;
        """

    private static let otherAges = """
        CREATE TRIGGER agent_ages_past AFTER UPDATE OF state, succeeds ON agent
            BEGIN \(age(schoolsOfAgents)) END;
        CREATE TRIGGER school_ages_past AFTER UPDATE OF area_key ON school
            BEGIN \(age("school_id = NEW.id AND OLD.area_key <> NEW.area_key")) END;
        CREATE TRIGGER settings_age_past AFTER INSERT ON settings_change
            BEGIN
                UPDATE past_figure SET stale = 1
                    WHERE stale = 0 AND (NEW.school_id IS NULL OR school_id = NEW.school_id);
            END;
        """

    /// Those of an agent, and of that whose place it takes, took or leaves.
    private static let schoolsOfAgents = """
        school_id IN (SELECT school_id FROM assignment WHERE agent_id IN (NEW.id, OLD.succeeds, NEW.succeeds))
        """

    private static func age(_ schools: String) -> String {
        "UPDATE past_figure SET stale = 1 WHERE stale = 0 AND day IN (SELECT day FROM past_day) AND \(schools);"
    }

    private static let agesOfSchool = ["assignment", "asset", "registered_computer"].flatMap { table in
        [("INSERT", "NEW.school_id"), ("UPDATE", "OLD.school_id, NEW.school_id")].map { event, schools in
            """
            CREATE TRIGGER \(table)_\(event.lowercased())_ages_past AFTER \(event) ON \(table)
                BEGIN \(age("school_id IN (\(schools))")) END;
            """
        }
    }

    private static let agesOfDelivery = [
        ("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"]),
    ].map { event, rows in
        let schools = "school_id IN (\(rows.map { "\($0).school_id" }.joined(separator: ", ")))"
        return """
            CREATE TRIGGER delivery_\(event.lowercased())_ages_past AFTER \(event) ON delivery
                BEGIN
                    DELETE FROM past_programme_figure WHERE day IN (SELECT day FROM past_day) AND \(schools);
                    DELETE FROM period_programme_figure WHERE \(schools);
                    \(age(schools))
                END;
            """
    }
}
