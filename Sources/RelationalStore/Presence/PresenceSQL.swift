internal import Reports
internal import Store

/// The text of what is read to work out a school's figures, and of what is kept of them.
enum PresenceSQL {
    /// Every agent of the school whose reports are taken. Argument: the school.
    static func computers(_ source: SchoolSource) -> String {
        """
        SELECT a.id, a.succeeds, a.last_seen, coalesce(p.label, c.label) AS label, coalesce(p.room, c.room) AS room,
            \(Counted.isComputer) AS is_computer
        FROM assignment AS p
        JOIN agent AS a ON a.id = p.agent_id AND \(Counted.isEnrolled)
        LEFT JOIN computer AS c ON c.agent_id = p.agent_id
        WHERE p.school_id = ? AND \(source.assigned) ORDER BY a.id
        """
    }

    /// Every device at every computer of the school. Arguments: the school, the moment.
    static func sightings(_ source: SchoolSource) -> String {
        """
        SELECT d.*, d.attached = 1 AND \(Counted.isComputer) AS attached_now, a.last_seen AS heard_at, p.school_id,
            \(SchoolColumns.nameList), coalesce(p.room, c.room) AS room, coalesce(p.label, c.label) AS label
        FROM school AS s
        CROSS JOIN assignment AS p ON p.school_id = s.id AND \(source.assigned)
        JOIN agent AS a ON a.id = p.agent_id AND \(Counted.isEnrolled)
        JOIN computer AS c ON c.agent_id = p.agent_id
        JOIN device AS d ON d.agent_id = p.agent_id
        WHERE s.id = ?1 AND d.first_seen <= ?2
        """
    }

    /// How many devices are attached at the school's computers, each once. Argument: the school.
    static func attached(_ source: SchoolSource) -> String { "SELECT " + attached(at: "?", source) }

    /// How many of the school's computers serve lessons. Argument: the school.
    static func pedagogical(_ source: SchoolSource) -> String { "SELECT " + pedagogical(at: "?", source) }

    /// - Parameter school: its id, or what has it.
    static func pedagogical(at school: String, _ source: SchoolSource) -> String {
        """
        (SELECT count(*) FROM assignment AS p JOIN agent AS a ON a.id = p.agent_id
            JOIN computer AS c ON c.agent_id = p.agent_id AND c.pedagogical = 1
            WHERE p.school_id = \(school) AND \(source.assigned) AND \(Counted.isComputer))
        """
    }

    /// - Parameter school: its id, or what has it.
    static func attached(at school: String, _ source: SchoolSource) -> String {
        """
        (SELECT count(DISTINCT d.device_id) FROM assignment AS p JOIN agent AS a ON a.id = p.agent_id
            JOIN device AS d ON d.agent_id = p.agent_id
            WHERE p.school_id = \(school) AND \(source.assigned) AND d.attached = 1 AND \(Counted.isComputer))
        """
    }

    /// Argument: the school.
    static func registered(_ source: SchoolSource) -> String {
        """
        SELECT r.label, r.room, r.serial_hash FROM registered_computer AS r
        WHERE r.school_id = ? AND \(ComputerSQL.hasNoAgent(source)) ORDER BY r.id
        """
    }

    /// What is on the school's books, in the state of the day. Arguments: the school, the day.
    static func assets(_ source: AssetSource, _ schools: SchoolSource) -> String {
        """
        SELECT \(source.number) AS inventory_number, \(source.room) AS room, a.*,
            \(AssetSQL.state(on: "?2")) AS state_then, \(AssetSQL.since(on: "?2")) AS since_then,
            CASE a.category WHEN 'computer' THEN
                (SELECT c.agent_id FROM component AS c JOIN assignment AS p ON p.agent_id = c.agent_id
                    WHERE c.kind = 'dmi_serial' AND c.hash = a.serial_hash AND p.school_id = s.id
                        AND \(schools.assigned) LIMIT 1)
            END AS machine
        FROM school AS s CROSS JOIN \(source.ofSchool) WHERE s.id = ?1 AND a.registered_on <= ?2
        """
    }

    /// Schools whose figures are missing, stale or of an earlier day. Arguments: the filter's, then the day.
    static func open(_ filter: Filter, limit: Int) -> String {
        """
        SELECT s.id FROM \(filter.source.open) AS s LEFT JOIN school_figures AS f ON f.school_id = s.id
        \(filter.sql) \(filter.sql.isEmpty ? "WHERE" : "AND") (f.school_id IS NULL OR f.stale = 1 OR f.day < ?)
            AND \(HubSchools.isOwn)
        ORDER BY f.day IS NOT NULL, f.day NULLS FIRST, s.id LIMIT \(limit)
        """
    }

    /// How many schools have no figures, how many have old ones, and the last day of any. Arguments: the day, the filter's.
    static func state(_ filter: Filter) -> String {
        """
        SELECT count(*) FILTER (WHERE f.school_id IS NULL) AS missing,
            count(*) FILTER (WHERE f.stale = 1 OR f.day < ?) AS old, max(f.day) AS last_day
        FROM \(filter.source.open) AS s LEFT JOIN school_figures AS f ON f.school_id = s.id
        \(filter.sql) \(filter.sql.isEmpty ? "WHERE" : "AND") \(HubSchools.isOwn)
        """
    }

    /// Counts of one school that the filter names, or of each of its rooms.
    static func stock(_ filter: Filter, _ query: Query) -> String {
        let room = query.filters.stock.byRoom || query.room != nil ? "nullif(k.room, '')" : "NULL"
        return """
            SELECT s.id AS school_id, \(SchoolColumns.groupedNames), max(s.country) AS country,
                max(s.region) AS region, max(s.district) AS district, k.category,
                \(room) AS room, sum(k.low) AS low, sum(k.high) AS high, sum(k.verified) AS verified,
                sum(k.registered) AS registered, sum(k.not_seen) AS not_seen, sum(k.no_data) AS no_data,
                sum(k.out_of_order) AS out_of_order, sum(k.seen_again) AS seen_again, max(f.day) AS day,
                max(f.live) AS live, max(f.agents) AS agents, max(f.registered) AS pcs
            FROM \(filter.source.open) AS s
            CROSS JOIN school_figures AS f ON f.school_id = s.id
            CROSS JOIN school_stock AS k ON k.school_id = s.id
            \(filter.sql) GROUP BY s.id, k.category, \(room == "NULL" ? "1" : "k.room")
            ORDER BY k.category\(room == "NULL" ? "" : ", k.room")
            """
    }

    /// Counts of some categories by school, and each school's coverage; a school with none of them has one row without.
    static func presence(_ filter: Filter, _ categories: Set<Reports.Category>) -> String {
        // Of no category at all SQLite would look through the stock of all schools for each of them.
        let words =
            categories.isEmpty ? "NULL" : categories.map(\.rawValue).sorted().map { "'\($0)'" }.joined(separator: ", ")
        return """
            SELECT s.id AS school_id, max(f.registered) AS registered, max(f.agents) AS agents, max(f.live) AS live,
                k.category, sum(k.low) AS low, sum(k.high) AS high
            FROM \(filter.source.open) AS s
            CROSS JOIN school_figures AS f ON f.school_id = s.id
            LEFT JOIN school_stock AS k ON k.school_id = s.id AND k.category IN (\(words))
            \(filter.sql) GROUP BY s.id, k.category
            """
    }

    static func coverage(_ filter: Filter, _ query: Query) -> String {
        """
        SELECT s.id AS school_id, \(SchoolColumns.nameList), s.country, s.region, s.district, f.*
        FROM \(filter.source.open) AS s
        CROSS JOIN school_figures AS f ON f.school_id = s.id
        \(filter.sql) ORDER BY \(filter.schoolOrder) LIMIT \(query.limit ?? .max) OFFSET \(query.offset)
        """
    }
}
