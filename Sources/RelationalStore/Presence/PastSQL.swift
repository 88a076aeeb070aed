/// The text of what is read of past days, apart from running it (see `ReadingSQL`).
enum PastSQL {
    private static func kept(_ filter: Filter, _ day: Int) -> String {
        "\(filter.source.open) AS s LEFT JOIN past_figure AS f ON f.day = \(day) AND f.school_id = s.id"
    }

    /// How many schools the day lacks, and how many are stale. Arguments: the filter's.
    static func state(_ filter: Filter, _ day: Int) -> String {
        """
        SELECT count(*) FILTER (WHERE f.school_id IS NULL) AS missing, count(*) FILTER (WHERE f.stale = 1) AS old
        FROM \(kept(filter, day)) \(filter.sql) \(filter.sql.isEmpty ? "WHERE" : "AND") \(HubSchools.isOwn)
        """
    }

    /// Schools that the day lacks, then those that are stale. Arguments: the filter's.
    static func open(_ filter: Filter, _ day: Int, limit: Int, withMissing: Bool = true) -> String {
        """
        SELECT s.id FROM \(kept(filter, day)) \(filter.sql) \(filter.sql.isEmpty ? "WHERE" : "AND")
            (\(withMissing ? "f.school_id IS NULL OR " : "")f.stale = 1) AND \(HubSchools.isOwn)
        ORDER BY f.school_id IS NOT NULL, s.id LIMIT \(limit)
        """
    }

    /// Of one school. Arguments: the day, the school.
    /// - Parameter column: what is wanted besides how sure it is.
    static func figure(_ column: String) -> String {
        """
        SELECT civil_day, registered, agents, live, days_possible, days_run, \(column) FROM past_figure
        WHERE day = ? AND school_id = ?
        """
    }
}
