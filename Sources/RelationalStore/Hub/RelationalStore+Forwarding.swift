public import Foundation
internal import Relational
public import Reports
public import Store

extension RelationalStore {
    /// As the commands' and `FiguresService`'s, so that what is kept of lines is taken.
    private static let forwardedLineDays = 60

    public func forwardingState(url: String) async throws -> ForwardingState? {
        try await read { db in try ForwardingDesk(db: db).state(where: "url = ?", url) }
    }

    public func beginForwarding(_ start: ForwardingStart) async throws -> ForwardingState? {
        try await write { db in try ForwardingDesk(db: db).begin(start) }
    }

    public func drawForwardNumber(hub: AgentID, above held: Int, at time: Date) async throws -> Int {
        try await write { db in try ForwardingDesk(db: db).drawNumber(hub: hub, above: held, at: time) }
    }

    public func forwardedBooks() async throws -> (
        programmes: [ForwardedProgramme], indicators: [ForwardedIndicator]
    ) {
        try await read { db in
            let programmes = try Row.fetchAll(db, sql: "SELECT * FROM programme ORDER BY id").map { row in
                ForwardedProgramme(
                    Programme(
                        id: row["id"], names: SchoolColumns.names(row), funder: row["funder"],
                        startsOn: row["starts_on"], endsOn: row["ends_on"], sensitive: row["sensitive"]))
            }
            let indicators = try Row.fetchAll(db, sql: "SELECT * FROM indicator ORDER BY id").map { row in
                ForwardedIndicator(try IndicatorReader.indicator(row))
            }
            return (programmes, indicators)
        }
    }

    public func forwardPage(hub: AgentID, after: String?, limit: Int, asOf: Date) async throws -> ForwardPage {
        let (read, last) = try await read { db in
            try ForwardedSchools(db: db, asOf: asOf).page(after: after, limit: limit)
        }
        var schools: [(told: ForwardedSchool, digest: Data)] = []
        for var told in read {
            var query = Query(
                asOf: asOf, since: Query.start(ofDays: Self.forwardedLineDays, before: asOf), school: told.school.id)
            query.suppression = .leavingRegion
            told.lines = told.school.closedOn == nil ? try await lines(query, scope: .everything) : []
            let tested = told.lines.filter { $0.lastTestAt != nil }.max { one, other in
                (one.lastTestAt ?? .distantPast) < (other.lastTestAt ?? .distantPast)
            }
            (told.lastDownloadMbps, told.lastUploadMbps) = (tested?.lastDownloadMbps, tested?.lastUploadMbps)
            let text = String(decoding: try ReportCoder.encode(told), as: UTF8.self)
            schools.append((told, Data(Digest.hex128(text).utf8)))
        }
        let candidates = schools
        let due = try await self.read { db in
            let held = try db.cachedStatement(
                sql: "SELECT digest, told_at, refused FROM forwarded_school WHERE hub = ? AND school_id = ?")
            return try candidates.map { school in
                guard let row = try Row.fetchOne(held, arguments: [hub.text, school.told.school.id]) else {
                    return true
                }
                let refused: String? = row["refused"]
                let digest: Data = row["digest"]
                return digest != school.digest
                    || (refused != nil && row.date("told_at") < asOf.addingTimeInterval(-86_400))
            }
        }
        return ForwardPage(schools: zip(schools, due).filter(\.1).map(\.0), last: last)
    }

    public func noteForwarded(hub: AgentID, _ schools: [ForwardedMark], at time: Date) async throws {
        try await write { db in
            let mark = try db.cachedStatement(
                sql: """
                    INSERT INTO forwarded_school (hub, school_id, digest, told_at, refused) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (hub, school_id) DO UPDATE SET
                        digest = excluded.digest, told_at = excluded.told_at, refused = excluded.refused
                    """)
            for school in schools {
                try mark.execute(arguments: [hub.text, school.school, school.digest, time.seconds, school.refused])
            }
        }
    }

    public func forwardedEnvelopes(hub: AgentID, limit: Int, bytes: Int) async throws -> ForwardedEnvelopes {
        try await read { db in try ForwardingDesk(db: db).envelopes(hub: hub, limit: limit, bytes: bytes) }
    }

    public func noteForwarded(hub: AgentID, position: Int, lost: Int) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE forwarding SET position = max(position, ?1), lost = lost + ?2, envelopes = ?3 WHERE hub = ?4
                    """,
                arguments: [position, lost, try SettingsLedger(db: db).forwardsEnvelopes(), hub.text])
        }
    }

    public func endForwarding(hub: AgentID, holder: String, completeAt: Date?, statement: String?) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE forwarding SET holder = NULL, complete_at = coalesce(?, complete_at),
                        statement = coalesce(?, statement) WHERE hub = ? AND holder = ?
                    """, arguments: [completeAt?.seconds, statement, hub.text, holder])
        }
    }
}
