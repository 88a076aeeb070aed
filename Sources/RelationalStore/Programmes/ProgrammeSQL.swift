internal import Relational
internal import Reports
internal import Store

/// The text of the questions about programmes, apart from running them (see `ReadingSQL`).
enum ProgrammeSQL {
    /// Who takes part: a row for each programme and school.
    static func members(_ filter: Filter) -> String {
        """
        SELECT m.programme_id, \(school)
        FROM \(filter.source.all) AS s
        CROSS JOIN programme_school AS m ON m.school_id = s.id
        \(filter.sql) ORDER BY \(filter.schoolOrder), m.programme_id
        """
    }

    static func deliveries(_ filter: Filter) -> String {
        """
        SELECT l.* FROM \(filter.source.all) AS s CROSS JOIN delivery AS l ON l.school_id = s.id
        \(filter.sql) ORDER BY \(filter.schoolOrder), l.id
        """
    }

    static func figures(_ filter: Filter, of span: ProgrammeSpan = .now) -> String {
        """
        SELECT f.* FROM \(filter.source.all) AS s CROSS JOIN \(span.table) AS f ON \(span.isOf("f."))f.school_id = s.id
        \(filter.sql)
        """
    }

    /// Schools with deliveries of which nothing is kept.
    /// - Parameter until: the last day of deliveries that count.
    static func unkept(_ filter: Filter, of span: ProgrammeSpan = .now, until: CivilDate) -> String {
        """
        SELECT s.id FROM \(filter.source.all) AS s \(filter.sql) \(filter.sql.isEmpty ? "WHERE" : "AND")
            EXISTS (SELECT 1 FROM delivery AS l WHERE l.school_id = s.id AND l.day <= '\(until)')
            AND NOT EXISTS (SELECT 1 FROM \(span.table) AS f WHERE \(span.isOf("f."))f.school_id = s.id)
        """
    }

    static func milestones(_ filter: Filter) -> String {
        """
        SELECT m.* FROM \(filter.source.all) AS s CROSS JOIN milestone AS m ON m.school_id = s.id
        \(filter.sql) ORDER BY \(filter.schoolOrder), m.programme_id, m.stage
        """
    }

    static func values(_ filter: Filter) -> String {
        """
        SELECT v.*, \(school) FROM \(filter.source.all) AS s CROSS JOIN indicator_value AS v ON v.school_id = s.id
        \(filter.sql) ORDER BY \(filter.schoolOrder), v.indicator_id, v.period
        """
    }

    /// Arguments: live since, then the filter's.
    /// - Parameter kept: whether computers are as many as were counted with the school's other figures, where they were.
    static func places(_ filter: Filter, kept: Bool) -> String {
        let live = """
            (SELECT count(*) FROM assignment AS p JOIN agent AS a ON a.id = p.agent_id
                WHERE p.school_id = s.id AND \(filter.source.assigned) AND a.last_seen >= ? AND \(Counted.isComputer))
            """
        let pedagogical = PresenceSQL.pedagogical(at: "s.id", filter.source)
        return """
            SELECT \(school), iif(\(kept) AND k.pedagogical IS NOT NULL, k.live, \(live)) AS computers_live,
                iif(\(kept) AND k.pedagogical IS NOT NULL, k.pedagogical, \(pedagogical)) AS pedagogical_computers,
                \(latest("teachers")) AS teachers, \(latest("classes")) AS classes
            FROM \(filter.source.all) AS s LEFT JOIN school_figures AS k ON k.school_id = s.id
            \(filter.sql) ORDER BY \(filter.schoolOrder)
            """
    }

    /// Computers for lessons, with what tells how strong and how old they are: those with an agent, then those on the books
    /// alone. Arguments: the filter's, twice.
    static func computerStrength(_ filter: Filter) -> String {
        """
        SELECT s.id AS school_id, c.memory_mib, c.firmware_date, coalesce(
            (SELECT b.purchased_on FROM asset AS b WHERE b.school_id = s.id
                AND b.inventory_number = coalesce(p.label, c.label) AND b.category = 'computer'),
            (SELECT r.purchased_on FROM registered_computer AS r WHERE r.school_id = s.id AND r.agent_id = a.id
                LIMIT 1)) AS purchased_on
        FROM \(filter.source.all) AS s
        CROSS JOIN assignment AS p ON p.school_id = s.id AND \(filter.source.assigned)
        JOIN agent AS a ON a.id = p.agent_id
        JOIN computer AS c ON c.agent_id = p.agent_id AND c.pedagogical = 1 AND \(Counted.isComputer)
        \(filter.sql)
        UNION ALL
        SELECT s.id, r.memory_mib, NULL, r.purchased_on
        FROM \(filter.source.all) AS s
        CROSS JOIN registered_computer AS r ON r.school_id = s.id AND r.pedagogical = 1 AND \(ComputerSQL.hasNoAgent(filter.source))
        \(filter.sql)
        """
    }

    /// One row per device and enrolled computer. Arguments: the filter's.
    static func deviceUse(_ filter: Filter, categories: Set<Reports.Category>) -> String {
        let words = categories.map(\.rawValue).sorted().map { "'\($0)'" }.joined(separator: ", ")
        return """
            SELECT s.id AS school_id, d.agent_id, d.device_id, d.category, d.serial, d.first_seen, d.last_seen
            FROM \(filter.source.all) AS s
            CROSS JOIN assignment AS p ON p.school_id = s.id AND \(filter.source.assigned)
            JOIN agent AS a ON a.id = p.agent_id AND \(Counted.isEnrolled)
            JOIN device AS d ON d.agent_id = p.agent_id AND d.category IN (\(words))
            \(filter.sql) ORDER BY \(filter.schoolOrder), d.agent_id, d.device_id
            """
    }

    /// What the latest school year says of which somebody told it.
    private static func latest(_ column: String) -> String {
        """
        (SELECT y.\(column) FROM school_year AS y WHERE y.school_id = s.id AND y.\(column) IS NOT NULL
                ORDER BY y.year DESC LIMIT 1)
        """
    }

    private static let school = """
        s.id, \(SchoolColumns.nameList), s.country, s.region, s.district, s.type, s.supported_by, s.pupils, s.rural, \
        s.electricity, s.grades, s.shifts
        """
}
