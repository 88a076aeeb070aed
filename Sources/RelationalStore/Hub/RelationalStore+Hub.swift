internal import Foundation
internal import Relational
public import Reports
public import Store

extension RelationalStore {
    public func takeForward(_ intake: ForwardIntake) async throws -> ForwardAnswer {
        try await write { db in try HubDesk(db: db, intake: intake).take() }
    }

    public func forwardingRegion(token: Int) async throws -> VerifyingKey? {
        try await read { db in
            try Data.fetchOne(db, sql: "SELECT public_key FROM hub_region WHERE token_id = ?", arguments: [token])
                .map { try VerifyingKey(rawRepresentation: $0) }
        }
    }

    public func hubRegions(_ query: Query, scope: Scope) async throws -> [HubRegionRow] {
        let tokens = try await tokens().filter { $0.role == .region && scope.overlaps($0.areas) }
        return try await read { db in
            let asked = try Self.regions(of: query, scope, in: db)
            let regions = try Row.fetchAll(
                db, sql: Self.hubRegionsSQL, arguments: [ForwardedSchool.Kind.rollups.rawValue]
            ).reduce(into: [Int: Row]()) { $0[$1["token_id"]] = $1 }
            // A token that was replaced by another of its region's is history.
            return tokens.filter { regions[$0.id] != nil || $0.state(at: query.asOf) == .valid }
                .filter { token in asked.map { $0.contains(token.id) } ?? true }
                .map { Self.hubRegion($0, regions[$0.id], query) }
                .sorted { ($0.name, $0.region ?? "") < ($1.name, $1.region ?? "") }
        }
    }

    /// Tokens of the regions that have told of a school which the question is about; nil where it is about all.
    private static func regions(of query: Query, _ scope: Scope, in db: Database) throws -> Set<Int>? {
        // As unknown as what is not there, where the reader may not see it.
        let filter = try Filter(query, scope: scope, in: db)
        guard query.area != nil || query.school != nil || query.filters != QueryFilters() else { return nil }
        return Set(
            try Int.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT r.token_id FROM \(filter.source.all) AS s
                    CROSS JOIN hub_school AS h ON h.school_id = s.id
                    JOIN hub_region AS r ON r.id = h.region_id \(filter.sql)
                    """, arguments: filter.arguments))
    }

    /// Argument: the kind of rollups.
    private static let hubRegionsSQL = """
        SELECT r.*,
            (SELECT count(*) FROM hub_school AS h WHERE h.region_id = r.id AND h.kind = ?1) AS rollup_schools,
            (SELECT count(*) FROM hub_school AS h WHERE h.region_id = r.id AND h.kind <> ?1) AS envelope_schools,
            (SELECT coalesce(sum(f.agents + f.registered), 0) FROM hub_school AS h
                JOIN school_figures AS f ON f.school_id = h.school_id WHERE h.region_id = r.id) AS computers,
            (SELECT coalesce(sum(f.live), 0) FROM hub_school AS h
                JOIN school_figures AS f ON f.school_id = h.school_id WHERE h.region_id = r.id) AS computers_live,
            (SELECT coalesce(sum(a.envelopes), 0) FROM hub_agent AS a WHERE a.region_id = r.id) AS held
        FROM hub_region AS r
        """

    private static func hubRegion(_ token: ReaderToken, _ row: Row?, _ query: Query) -> HubRegionRow {
        HubRegionRow(
            name: token.name, region: row.map { $0["id"] }, areas: token.areas.map(\.text),
            lastForwarded: row.map { $0.date("last_at") }, completeAt: row.flatMap { $0.dateIfPresent("complete_at") },
            newestReport: row.flatMap { $0.dateIfPresent("newest_report") },
            rollupSchools: row.map { $0["rollup_schools"] } ?? 0,
            envelopeSchools: row.map { $0["envelope_schools"] } ?? 0, computers: row.map { $0["computers"] } ?? 0,
            computersLive: row.map { $0["computers_live"] } ?? 0, envelopes: row.map { $0["held"] } ?? 0,
            envelopesWaiting: row.map { $0["waiting"] } ?? 0, envelopesLost: row.map { $0["lost"] } ?? 0,
            release: row.map { $0["release"] }, isOpen: token.state(at: query.asOf) == .valid, asOf: query.asOf)
    }
}

extension Scope {
    /// Whether what is seen and these areas have anything in common.
    fileprivate func overlaps(_ areas: [AreaPath]) -> Bool {
        switch self {
        case .everything: true
        case .areas(let own): own.contains { one in areas.contains { $0.contains(one) || one.contains($0) } }
        case .school: false
        }
    }
}
