extension Migrations {
    /// `programme_figure` holds what became of a school's deliveries as of the day of its `school_figures`, over the days that a
    /// question has which names none; it is worked out with these and may be emptied at any time. A school whose deliveries
    /// change has none until then. Agents are found by what version they are of.
    static let programmeFigures = """
        CREATE TABLE programme_figure (
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
            PRIMARY KEY (school_id, programme_id, category)
        ) STRICT, WITHOUT ROWID;
        UPDATE school_figures SET stale = 1 WHERE school_id IN (SELECT school_id FROM delivery);

        CREATE TRIGGER delivery_ages_figures AFTER INSERT ON delivery
            BEGIN
                DELETE FROM programme_figure WHERE school_id = NEW.school_id;
                UPDATE school_figures SET stale = 1 WHERE school_id = NEW.school_id AND stale = 0;
            END;
        CREATE TRIGGER delivery_change_ages_figures AFTER UPDATE ON delivery
            BEGIN
                DELETE FROM programme_figure WHERE school_id IN (OLD.school_id, NEW.school_id);
                UPDATE school_figures SET stale = 1 WHERE school_id IN (OLD.school_id, NEW.school_id) AND stale = 0;
            END;
        CREATE TRIGGER delivery_end_ages_figures AFTER DELETE ON delivery
            BEGIN
                DELETE FROM programme_figure WHERE school_id = OLD.school_id;
                UPDATE school_figures SET stale = 1 WHERE school_id = OLD.school_id AND stale = 0;
            END;

        CREATE INDEX agent_version ON agent (state, version) WHERE version IS NOT NULL;
        """

    /// How many devices are attached at the school's computers, each once, and how many of these computers serve lessons; null
    /// until they are worked out.
    static let schoolCounts = """
        ALTER TABLE school_figures ADD COLUMN devices INTEGER;
        ALTER TABLE school_figures ADD COLUMN pedagogical INTEGER;
        """
}
