internal import Foundation
internal import GRDB
internal import Reports
public import Store

extension SQLiteStore {
    public func lines(_ query: Query, scope: Scope) async throws -> [LineRow] {
        let (tests, slots, summaries, thresholds) = try await read { db in
            var filter = try Filter(query, scope: scope, in: db)
            filter.add("t.started_at <= ?", query.asOf.seconds)
            filter.add("t.started_at >= ?", query.since?.seconds)
            filter.add("t.agent_id = ?", query.agent?.text)
            let tests = try Row.fetchAll(db, sql: ReadingSQL.lineTests(filter), arguments: filter.arguments).map {
                try Self.sample($0, query)
            }
            let thresholds = try SettingsLedger(db: db).thresholds(of: Set(tests.map(\.school)))
            return (
                tests, try Self.slots(query, scope: scope, in: db), try Self.summaries(query, scope: scope, in: db),
                thresholds
            )
        }
        let rows = LineRow.rows(
            of: tests, norm: query.norm, slots: slots, summaries: summaries, thresholds: thresholds)
        return Array(rows.prefix(query.limit ?? .max))
    }

    private static func summaries(_ query: Query, scope: Scope, in db: Database) throws -> [LineSummary] {
        var filter = try Filter(query, scope: scope, in: db)
        filter.add("t.first_at <= ?", query.asOf.seconds)
        filter.add("t.last_at >= ?", query.since?.seconds)
        filter.add("t.agent_id = ?", query.agent?.text)
        return try Row.fetchAll(db, sql: ReadingSQL.lineTestDays(filter), arguments: filter.arguments).map { row in
            LineSummary(
                school: row["school_id"], schoolName: SchoolColumns.names(row).preferred(query.language),
                pupils: query.shown(row["pupils"]), tests: row["tests"])
        }
    }

    private static func sample(_ row: Row, _ query: Query) throws -> LineSample {
        let leftOut: String? = row["left_out"]
        let medium: String? = row["medium"]
        let verdict: String = row["verdict"]
        return LineSample(
            school: row["school_id"], schoolName: SchoolColumns.names(row).preferred(query.language),
            pupils: query.shown(row["pupils"]),
            line: row["line"], startedAt: row.date("started_at"), timeEstimated: row["time_estimated"],
            downloadMbps: row["download_mbps"], uploadMbps: row["upload_mbps"],
            idleLatencyMs: row["idle_latency_ms"], loadedLatencyMs: row["loaded_latency_ms"],
            gatewayIdleMs: row["gateway_idle_ms"], gatewayLoadedMs: row["gateway_loaded_ms"],
            inLessons: row["in_lessons"], target: try row.value(LineCircumstances.Target.self, "target"),
            medium: medium.flatMap(LineLink.Medium.init(rawValue:)) ?? .unknown,
            verdict: LineVerdict(rawValue: verdict) ?? .unknown,
            leftOut: try leftOut.map { _ in try row.value(LineTestStanding.LeftOut.self, "left_out") },
            isLatencyOnly: row["latency_only"], uploadIsBound: row["upload_is_bound"])
    }

    public func platforms(_ query: Query, scope: Scope) async throws -> [PlatformRow] {
        let visits = try await read { db in
            var filter = try Filter(query, scope: scope, in: db)
            filter.add("r.started_at <= ?", query.asOf.seconds)
            filter.add("r.started_at >= ?", query.since?.seconds)
            filter.add("r.agent_id = ?", query.agent?.text)
            return try Row.fetchAll(db, sql: ReadingSQL.platforms(filter), arguments: filter.arguments).map { row in
                PlatformVisit(
                    school: row["school_id"], schoolName: SchoolColumns.names(row).preferred(query.language),
                    at: row.date("started_at"),
                    reach: PlatformReach(
                        platform: row["platform"], host: row["host"], nameMs: row["name_ms"],
                        connectMs: row["connect_ms"], tlsMs: row["tls_ms"], firstByteMs: row["first_byte_ms"],
                        problem: row["problem"]))
            }
        }
        return Array(PlatformVisit.rows(of: visits).prefix(query.limit ?? .max))
    }
}
