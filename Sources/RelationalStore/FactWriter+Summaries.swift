internal import Foundation
internal import Relational
internal import Reports
internal import Store

extension FactWriter {
    /// A summary says neither behind which gateway its tests ran nor under which lease: it is kept as it came, and counted,
    /// and enters no figure of a line.
    func writeLineTestDay(_ day: LineTestDay, position: Int) throws {
        let first = resolved(day.first)
        let last = resolved(day.last)
        let school = try school(at: first.time)
        try db.cachedStatement(
            sql: """
                INSERT INTO line_test_day
                    (agent_id, stream, seq, position, school_id, day, first_at, last_at, time_estimated, tests,
                     tests_in_lessons, bytes, figures)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            agent, report.report.stream, report.report.seq, position, school, day.day,
            first.time.seconds, max(first.time, last.time).seconds, first.isEstimated || last.isEstimated, day.tests,
            day.testsInLessons, day.bytes, String(decoding: try ReportCoder.encode(day), as: UTF8.self),
        ])
        try LineMark(db: db).move(school)
    }

    /// So many names of an agent are kept at most; more are not: an agent must not fill the disk with words.
    static let unknownFieldLimit = 100

    /// What the report held that this release does not read.
    func writeUnknownFields() throws {
        for name in report.unknown.names.sorted() {
            try db.cachedStatement(
                sql: """
                    INSERT INTO unknown_field (agent_id, name, reports, last_at)
                    SELECT ?1, ?2, 1, ?3 WHERE (SELECT count(*) FROM unknown_field WHERE agent_id = ?1) < ?4
                        OR EXISTS (SELECT 1 FROM unknown_field WHERE agent_id = ?1 AND name = ?2)
                    ON CONFLICT (agent_id, name) DO UPDATE SET
                        reports = unknown_field.reports + 1, last_at = max(unknown_field.last_at, excluded.last_at)
                    """
            ).execute(arguments: [agent, name, report.receivedAt.seconds, Self.unknownFieldLimit])
        }
    }
}
