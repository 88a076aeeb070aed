internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Schools of which a region tells this hub, as far as no other table has what it told.
struct HubSchools {
    /// What stands beside a school in a list.
    struct Figures {
        var computers: Int
        var live: Int
        var lastReport: Date?
        var lastDownloadMbps: Double?
        var lastUploadMbps: Double?
    }

    let db: Database

    /// Of a question's schools those that regions tell of; where nobody forwards, this looks at an empty table.
    func figures(_ filter: Filter) throws -> [String: Figures] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT h.school_id, h.last_report, h.last_download_mbps, h.last_upload_mbps,
                    coalesce(f.agents, 0) AS agents, coalesce(f.live, 0) AS live
                FROM hub_school AS h JOIN \(filter.source.all) AS s ON s.id = h.school_id
                LEFT JOIN school_figures AS f ON f.school_id = h.school_id \(filter.sql)
                """, arguments: filter.arguments
        ).reduce(into: [:]) { all, row in
            all[row["school_id"]] = Figures(
                computers: row["agents"], live: row["live"], lastReport: row.dateIfPresent("last_report"),
                lastDownloadMbps: row["last_download_mbps"], lastUploadMbps: row["last_upload_mbps"])
        }
    }

    /// Each school's lines as its region judged them; a school without any has an empty list.
    func lines(_ filter: Filter) throws -> [String: [LineRow]] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT h.school_id, h.lines FROM hub_school AS h JOIN \(filter.source.all) AS s ON s.id = h.school_id
                \(filter.sql)
                """, arguments: filter.arguments)
        var lines: [String: [LineRow]] = [:]
        while let row = try rows.next() {
            let text: String = row["lines"]
            lines[row["school_id"]] = try ReportCoder.decode([LineRow].self, from: Data(text.utf8))
        }
        return lines
    }

    /// A condition on the school `s` that no region tells of it: what is worked out here is worked out of reports.
    static let isOwn = "NOT EXISTS (SELECT 1 FROM hub_school AS h WHERE h.school_id = s.id)"
}
