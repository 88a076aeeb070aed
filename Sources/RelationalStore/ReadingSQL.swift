internal import Relational
internal import Store

/// The text of the reading queries, apart from running them, so that a test can ask SQLite how it would run each.
///
/// `CROSS JOIN` is SQLite's way to fix the order of a join: schools first, because scope, area and school narrow most, which
/// the planner cannot know without statistics.
enum ReadingSQL {
    /// Arguments: as of, then the filter's.
    /// - Parameter kept: whether devices are as many as were counted with the school's other figures, where they were.
    static func schools(_ filter: Filter, _ query: Query, kept: Bool = true) -> String {
        let devices = PresenceSQL.attached(at: "s.id", filter.source)
        let keptDevices = "(SELECT f.devices FROM school_figures AS f WHERE f.school_id = s.id)"
        return """
            SELECT \(SchoolColumns.list),
                \(kept ? "coalesce(\(keptDevices), \(devices))" : devices) AS devices,
                t.download_mbps AS last_download_mbps, t.upload_mbps AS last_upload_mbps
            FROM \(filter.source.open) AS s
            LEFT JOIN line_test AS t ON (t.agent_id, t.id) = (
                SELECT l.agent_id, l.id FROM line_test AS l
                WHERE l.school_id = s.id AND l.started_at <= ? AND \(hasFigure("l"))
                ORDER BY l.started_at DESC, l.id LIMIT 1)
            \(filter.sql) ORDER BY \(filter.schoolOrder) \(page(query))
            """
    }

    /// A school's agents in two rows at most: those that are its computers, and the others. Arguments: live since, the school.
    static func schoolAgents(_ source: SchoolSource) -> String {
        """
        SELECT \(Counted.isComputer) AS counted, count(*) AS agents, count(*) FILTER (WHERE a.last_seen >= ?) AS live,
            max(a.last_seen) AS last_report
        FROM assignment AS p JOIN agent AS a ON a.id = p.agent_id
        WHERE p.school_id = ? AND \(source.assigned) GROUP BY 1
        """
    }

    static func places(_ filter: Filter, _ query: Query) -> String {
        """
        SELECT \(SchoolColumns.list) FROM \(filter.source.open) AS s \(filter.sql)
        ORDER BY \(filter.schoolOrder) \(page(query))
        """
    }

    /// One row per device and enrolled computer. What a computer saw before it was reinstalled stays, as history of which
    /// nothing is attached any more.
    static func devices(_ filter: Filter, limit: Int?) -> String {
        devices(
            filter, limit,
            """
            CROSS JOIN assignment AS p ON p.school_id = s.id AND \(filter.source.assigned)
            JOIN agent AS a ON a.id = p.agent_id AND \(Counted.isEnrolled)
            JOIN computer AS c ON c.agent_id = p.agent_id
            JOIN device AS d ON d.agent_id = p.agent_id
            """)
    }

    /// The same, where the filter leaves few devices of each computer (`deviceOfCategory`): these are found first, and what
    /// stands with a computer is looked up only for them. `w` is read from an index alone.
    static func fewDevices(_ filter: Filter) -> String {
        devices(
            filter, nil,
            """
            CROSS JOIN assignment AS w ON w.school_id = s.id
            CROSS JOIN device AS d ON d.agent_id = w.agent_id
            CROSS JOIN assignment AS p ON p.agent_id = w.agent_id AND p.valid_from = w.valid_from AND \(filter.source.assigned)
            CROSS JOIN agent AS a ON a.id = p.agent_id AND \(Counted.isEnrolled)
            CROSS JOIN computer AS c ON c.agent_id = p.agent_id
            """)
    }

    private static func devices(_ filter: Filter, _ limit: Int?, _ joined: String) -> String {
        """
        SELECT d.*, d.attached = 1 AND \(Counted.isComputer) AS attached_now, a.last_seen AS heard_at, p.school_id,
            \(SchoolColumns.nameList), coalesce(p.room, c.room) AS room, coalesce(p.label, c.label) AS label
        FROM \(filter.source.open) AS s
        \(joined)
        \(filter.sql) ORDER BY \(filter.schoolOrder), d.category, d.agent_id, d.device_id LIMIT \(limit ?? .max)
        """
    }

    /// Leaves the devices that some computer of a school took for a category. Arguments: the category, the school. The plus has
    /// each computer's few devices read and looked up among these, where SQLite would look for each of these at each computer.
    static let deviceOfCategory = """
        +d.device_id IN (SELECT o.device_id FROM assignment AS w
            JOIN device AS o ON o.category = ? AND o.agent_id = w.agent_id WHERE w.school_id = ?)
        """

    /// Presence as it is kept.
    /// - Parameter day: of which the state is told, `yyyy-mm-dd`.
    static func assets(
        _ filter: Filter, _ query: Query, from source: AssetSource, on day: String, limit: Int?
    ) -> String {
        """
        SELECT s.id AS school_id, \(source.number) AS inventory_number, \(source.room) AS room, a.*,
            \(SchoolColumns.nameList), \(AssetSQL.state(on: "'\(day)'")) AS state_then,
            \(AssetSQL.since(on: "'\(day)'")) AS since_then, \(AssetSQL.document(on: "'\(day)'")) AS document_then,
            k.presence, k.last_seen, k.agent_id AS seen_by, k.room AS seen_in_room, k.seen_again
        FROM \(filter.source.open) AS s
        CROSS JOIN \(source.ofSchool)
        LEFT JOIN asset_presence AS k ON k.asset_id = a.id
        \(filter.sql) ORDER BY \(filter.schoolOrder), \(source.number) LIMIT \(limit ?? .max) OFFSET \(query.offset)
        """
    }

    /// Whether a line test has a figure of its school's line.
    static func hasFigure(_ test: String) -> String {
        """
        \(test).target = 'region' AND (\(test).left_out IS NULL OR \(test).left_out IN (\(bounds)))
            AND (\(test).download_mbps IS NOT NULL OR \(test).upload_mbps IS NOT NULL)
        """
    }

    /// Of tests that are left out, those whose figure the line gives at least.
    private static let bounds = LineTestStanding.LeftOut.allCases.filter(\.isBound).map { "'\($0.rawValue)'" }
        .joined(separator: ", ")

    /// Only what was seen from behind a gateway confirmed for the school: nothing else was kept.
    static func platforms(_ filter: Filter) -> String {
        """
        SELECT r.school_id, \(SchoolColumns.nameList), r.platform, r.host, r.started_at, r.name_ms, r.connect_ms, r.tls_ms,
            r.first_byte_ms, r.problem
        FROM \(filter.source.open) AS s
        CROSS JOIN platform_reach AS r ON r.school_id = s.id
        \(filter.sql) ORDER BY \(filter.schoolOrder), r.platform, r.host, r.started_at
        """
    }

    static func agents(_ filter: Filter, _ query: Query) -> String {
        """
        SELECT a.*, p.school_id, p.room, p.label, \(SchoolColumns.nameList),
            a.suspected_at IS NOT NULL AS suspected_clone,
            (SELECT t.differs_since FROM device_table AS t WHERE t.agent_id = a.id
                AND t.differs_last - t.differs_since >= \(Int(DeviceTableCheck.alertAfterSeconds))
            ) AS table_differs_since,
            (SELECT count(*) FROM stream AS e WHERE e.agent_id = a.id AND e.ended_at IS NOT NULL) AS ended_streams,
            (SELECT max(e.ended_at) FROM stream AS e WHERE e.agent_id = a.id) AS stream_ended_at,
            (SELECT group_concat(u.name, ' ') FROM unknown_field AS u WHERE u.agent_id = a.id
                AND u.last_at >= \(query.liveSince.seconds)) AS unknown_fields,
            (SELECT n.id FROM agent AS n WHERE n.succeeds = a.id AND n.state <> 'revoked'
                AND a.last_seen <= n.enrolled_at) AS replaced_by
        \(agents(filter)) \(filter.sql) ORDER BY \(filter.schoolOrder), a.enrolled_at, a.id
        """
    }

    /// The versions that enrolled agents are of: from one to the next by index, because there are few of them and many agents.
    static let versions = """
        WITH RECURSIVE known (version) AS (
            SELECT min(version) FROM agent WHERE state = 'enrolled' AND version IS NOT NULL
            UNION ALL
            SELECT (SELECT min(a.version) FROM agent AS a
                WHERE a.state = 'enrolled' AND a.version IS NOT NULL AND a.version > known.version)
            FROM known WHERE known.version IS NOT NULL)
        SELECT version FROM known WHERE version IS NOT NULL
        """

    /// Each area that schools lie in, as one of them spells it: from one key to the next by index, because there are few areas
    /// and many schools.
    static func areas(from schools: String) -> String {
        """
        WITH RECURSIVE known (area_key) AS (
            SELECT min(s.area_key) FROM \(schools) AS s
            UNION ALL
            SELECT (SELECT min(s.area_key) FROM \(schools) AS s WHERE s.area_key > known.area_key)
            FROM known WHERE known.area_key IS NOT NULL)
        SELECT s.country, s.region, s.district FROM known
        CROSS JOIN \(schools) AS s
            ON s.id = (SELECT n.id FROM \(schools) AS n WHERE n.area_key = known.area_key LIMIT 1)
        """
    }

    static func enrollments(_ filter: Filter, _ query: Query) -> String {
        "SELECT e.* \(enrollments) \(filter.sql) ORDER BY e.id \(page(query))"
    }

    /// How many rows the query of that name gives without its page; of computers, those with an agent.
    static func count(_ list: CountedList, _ filter: Filter, upTo limit: Int?) -> String {
        let rows =
            switch list {
            case .schools, .places: "FROM \(filter.source.open) AS s"
            case .computers: computersWithAgent(filter)
            case .agents: agents(filter)
            case .enrollments: enrollments
            }
        guard let limit else { return "SELECT count(*) \(rows) \(filter.sql)" }
        return "SELECT count(*) FROM (SELECT 1 \(rows) \(filter.sql) LIMIT \(limit)) AS counted"
    }

    /// Also at schools that have closed: their computers are still to be moved.
    static func agents(_ filter: Filter) -> String {
        assigned(from: filter.source.all, filter)
    }

    static func computersWithAgent(_ filter: Filter) -> String {
        """
        \(assigned(from: filter.source.open, filter))
        JOIN computer AS c ON c.agent_id = p.agent_id AND \(Counted.isComputer)
        """
    }

    private static func assigned(from schools: String, _ filter: Filter) -> String {
        """
        FROM \(schools) AS s
        CROSS JOIN assignment AS p ON p.school_id = s.id AND \(filter.source.assigned)
        JOIN agent AS a ON a.id = p.agent_id
        """
    }

    private static let enrollments = "FROM enrollment AS e JOIN school AS s ON s.id = e.school_id"

    static func page(_ query: Query) -> String { "LIMIT \(query.limit ?? .max) OFFSET \(query.offset)" }
}
