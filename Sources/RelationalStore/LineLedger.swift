internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// What is known of schools' lines over a period, within one transaction.
struct LineLedger {
    let db: Database
    let period: LinePeriod

    /// A school that a question is about, and how far its lines' mark has moved; nil where no computer ever told of a line.
    struct Candidate: Sendable {
        var school: LineSchool
        var version: Int?
    }

    /// Figures of one school, and the mark that they are good for.
    struct Figures: Sendable {
        var school: String
        var version: Int
        var lines: SchoolLines
        /// Whether they are of whole days, and so may be kept.
        var isWhole = true
    }

    // MARK: Schools

    func candidates(_ query: Query, scope: Scope) throws -> [Candidate] {
        let filter = try Filter(query, scope: scope, in: db)
        var settings = try LineSettings(db: db)
        let registered = try registered(filter)
        return try Row.fetchAll(db, sql: Self.schools(filter), arguments: filter.arguments).map { row in
            let id: String = row["id"]
            let judging = settings.judging(id, in: SchoolColumns.area(row))
            return Candidate(
                school: LineSchool(
                    id: id, name: SchoolColumns.names(row).preferred(query.language),
                    pupils: query.shown(row["pupils"]),
                    lines: registered[id] ?? [], norm: query.norm ?? judging.norm, thresholds: judging.thresholds),
                version: row["version"])
        }
    }

    private func registered(_ filter: Filter) throws -> [String: [RegisteredLine]] {
        var lines: [String: [RegisteredLine]] = [:]
        let rows = try Row.fetchCursor(db, sql: Self.registered(filter), arguments: filter.arguments)
        while let row = try rows.next() {
            lines[row[0], default: []].append(
                RegisteredLine(
                    id: row[1], provider: row[2], medium: row[3], contractedDownloadMbps: row[4],
                    contractedUploadMbps: row[5]))
        }
        return lines.mapValues { $0.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) } }
    }

    static func schools(_ filter: Filter) -> String {
        """
        SELECT s.id, \(SchoolColumns.nameList), s.pupils, s.country, s.region, s.district, m.version
        FROM \(filter.source.open) AS s LEFT JOIN line_mark AS m ON m.school_id = s.id
        \(filter.sql) ORDER BY \(filter.schoolOrder)
        """
    }

    /// Lines by the contracts of the day asked for; one that has ended by then is none, nor one that only a gateway made and
    /// that its gateway has left since.
    static func registered(_ filter: Filter) -> String {
        // Before contracts had days, a line said of itself what it is.
        let columns = ["provider", "medium", "contracted_download_mbps", "contracted_upload_mbps"].map {
            "iif(l.valid_from IS NULL, l.\($0), v.\($0))"
        }
        return """
            SELECT l.school_id, l.id, \(columns.joined(separator: ", "))
            FROM \(filter.source.open) AS s
            CROSS JOIN line AS l ON l.school_id = s.id
            LEFT JOIN line_version AS v ON v.school_id = l.school_id AND v.id = l.id AND \(filter.source.isValid("v"))
            \(filter.sql) \(filter.sql.isEmpty ? "WHERE" : "AND") (
                v.id IS NOT NULL
                OR (l.valid_from IS NULL AND (\((["l.name"] + columns).map { "\($0) IS NOT NULL" }.joined(separator: " OR "))))
                OR EXISTS (SELECT 1 FROM line_gateway AS g WHERE g.school_id = l.school_id AND g.line = l.id))
            """
    }

    // MARK: Figures

    /// What is kept of the period and still good, by school.
    func kept(_ query: Query, scope: Scope) throws -> [String: Figures] {
        guard period.isKept else { return [:] }
        let filter = try Filter(query, scope: scope, in: db)
        let rows = try Row.fetchCursor(
            db, sql: Self.kept(filter),
            arguments: [period.firstDay, period.lastDay, period.until] + filter.arguments)
        var kept: [String: Figures] = [:]
        while let row = try rows.next() {
            // Packed by another release it is not kept.
            guard let lines = try row.withUnsafeData(atIndex: 2, { $0.flatMap(SchoolLines.init(packed:)) }) else {
                continue
            }
            kept[row[0]] = Figures(school: row[0], version: row[1], lines: lines)
        }
        return kept
    }

    /// Arguments: the first and the last day, the moment asked for, then the filter's.
    static func kept(_ filter: Filter) -> String {
        """
        SELECT f.school_id, f.version, f.figures FROM \(filter.source.open) AS s
        CROSS JOIN line_figure AS f ON f.school_id = s.id AND f.since = ? AND f.until = ? AND f.last_at <= ?
        CROSS JOIN line_mark AS m ON m.school_id = f.school_id AND m.version = f.version
        \(filter.sql)
        """
    }

    /// Sums a school's tests and slots up.
    func figures(of school: String) throws -> Figures {
        let version = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT version FROM line_mark WHERE school_id = ?"), arguments: [school])
        let summed = try Row.fetchOne(
            db.cachedStatement(sql: Self.summarisedSQL),
            arguments: [school, period.since, period.until, period.agent])
        let summedTests: Int? = summed?["tests"]
        let summedLast: Int? = summed?["last"]
        var lines = SchoolLines(
            school: school, samples: try samples(of: school), outcomes: try outcomes(of: school),
            testsSummarised: summedTests ?? 0, until: period.lastDay)
        lines.lastAt = max(lines.lastAt, summedLast ?? 0)
        return Figures(school: school, version: version ?? 0, lines: lines)
    }

    /// The plan is the school's: what one computer told of it says nothing that is worth asking for.
    private func outcomes(of school: String) throws -> [SlotOutcome] {
        guard period.agent == nil else { return [] }
        return try SlotOutcomes(db: db).read(school, from: period.since, to: period.until)
    }

    func samples(of school: String) throws -> [LineSample] {
        var samples = try PastLineTests(db: db).samples(of: school, in: period)
        let past = samples.last
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: Self.testsSQL), arguments: [school, period.since, period.until, period.agent])
        while let row = try rows.next() { samples.append(try Self.sample(row)) }
        // What was long on its way is older than what is packed.
        if let past, samples.contains(where: { $0.startedAt < past.startedAt }) {
            samples = samples.indices.sorted { (samples[$0].startedAt, $0) < (samples[$1].startedAt, $1) }
                .map { samples[$0] }
        }
        return samples
    }

    /// By position: a country's question reads a million of them.
    static func sample(_ row: Row) throws -> LineSample {
        let leftOut: String? = row[13]
        let medium: String? = row[11]
        let target: String = row[10]
        return LineSample(
            line: row[0], startedAt: Date(timeIntervalSince1970: row[1]), timeEstimated: row[2], downloadMbps: row[3],
            uploadMbps: row[4], idleLatencyMs: row[5], loadedLatencyMs: row[6], gatewayIdleMs: row[7],
            gatewayLoadedMs: row[8], inLessons: row[9],
            target: try LineCircumstances.Target(rawValue: target)
                ?? row.value(LineCircumstances.Target.self, "target"),
            medium: medium.flatMap(LineLink.Medium.init(rawValue:)) ?? .unknown,
            verdict: LineVerdict(rawValue: row[12]) ?? .unknown,
            leftOut: try leftOut.map { _ in try row.value(LineTestStanding.LeftOut.self, "left_out") },
            isLatencyOnly: row[14], uploadIsBound: row[15])
    }

    static let sampleColumns = """
        line, started_at, time_estimated, download_mbps, upload_mbps, idle_latency_ms, loaded_latency_ms,
            gateway_idle_ms, gateway_loaded_ms, in_lessons, target, medium, verdict, left_out, latency_only,
            upload_is_bound
        """

    /// Arguments: the school, the period, the agent or null.
    static let testsSQL = """
        SELECT \(sampleColumns)
        FROM line_test WHERE school_id = ?1 AND started_at BETWEEN ?2 AND ?3 AND (CAST(?4 AS TEXT) IS NULL OR agent_id = ?4)
        ORDER BY started_at, id
        """

    /// Arguments as above.
    static let summarisedSQL = """
        SELECT sum(tests) AS tests, max(first_at) AS last FROM line_test_day
        WHERE school_id = ?1 AND first_at <= ?3 AND last_at >= ?2 AND (CAST(?4 AS TEXT) IS NULL OR agent_id = ?4)
        """

    // MARK: Keeping

    /// So many periods are kept at once: a reader may ask for any, and must not fill the disk.
    static let keptPeriods = 4

    /// Keeps what was summed up over whole days, where nothing has come in since.
    func keep(_ figures: [Figures]) throws {
        for figure in figures where figure.isWhole {
            try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO line_figure (school_id, since, until, version, last_at, figures)
                    SELECT ?1, ?2, ?3, ?4, ?5, ?6
                    WHERE EXISTS (SELECT 1 FROM line_mark WHERE school_id = ?1 AND version = ?4)
                    """
            ).execute(arguments: [
                figure.school, period.firstDay, period.lastDay, figure.version, figure.lines.lastAt,
                Data(figure.lines.packed),
            ])
        }
    }

    /// Leaves this period and the latest of the others.
    func forgetOthers() throws {
        try db.execute(
            sql: """
                DELETE FROM line_figure WHERE (since, until) NOT IN (
                    SELECT since, until FROM line_figure GROUP BY since, until
                    ORDER BY (since = ?1 AND until = ?2) DESC, until DESC, since DESC LIMIT \(Self.keptPeriods))
                """,
            arguments: [period.firstDay, period.lastDay])
    }
}
