internal import Foundation
internal import GRDB
internal import Reports
internal import Store

/// Brings a part of a plan to a stage, in one transaction.
struct PlanAdvance {
    let db: Database
    let progress: PlanProgress

    func advance() throws -> Int {
        let contents = try PlanTable(db: db).contents(progress.plan)
        guard contents.plan.approvedAt != nil else {
            throw StoreFailure.impossibleChange(
                "plan \(progress.plan) is a draft; `parta plans approve \(progress.plan)` makes it one that is followed"
            )
        }
        var (sites, segments) = try part(of: contents)
        sites = sites.filter { $0.stage.map { $0 < progress.stage } ?? false }
        segments = segments.filter { $0.stage < progress.stage }
        if progress.stage == .accepted { try requireProof(of: sites) }
        for site in sites { try note(site) }
        for segment in segments { try note(segment) }
        return sites.count + segments.count
    }

    private func part(of contents: PlanContents) throws -> ([PlannedSite], [PlannedSegment]) {
        let connected = contents.sites.filter { $0.technology != nil }
        let part: ([PlannedSite], [PlannedSegment]) =
            switch progress.part {
            case .all: (connected, contents.segments)
            case .lot(let lot): (connected.filter { $0.lot == lot }, contents.segments.filter { $0.lot == lot })
            case .site(let site): (connected.filter { $0.site == site }, contents.segments.filter { $0.to == site })
            }
        guard part.0.isEmpty, part.1.isEmpty else { return part }
        let what =
            switch progress.part {
            case .all: "nothing"
            case .lot(let lot): "no lot \(lot)"
            case .site(let site): "no site \"\(site)\" that is connected"
            }
        throw StoreFailure.impossibleChange("plan \(progress.plan) has \(what); `parta plans show` lists what it has")
    }

    private func requireProof(of sites: [PlannedSite]) throws {
        let unbuilt = sites.filter { $0.stage != .built }.map(\.site)
        guard unbuilt.isEmpty else {
            throw StoreFailure.impossibleChange("\(Self.some(unbuilt)) cannot be accepted before being built")
        }
        let unmeasured = sites.filter { progress.measuredMbps[$0.site] == nil }.map(\.site)
        guard unmeasured.isEmpty else {
            throw StoreFailure.impossibleChange("\(Self.some(unmeasured)) cannot be accepted without a measured speed")
        }
    }

    private func note(_ site: PlannedSite) throws {
        try db.cachedStatement(sql: "UPDATE plan_site SET stage = ? WHERE plan_id = ? AND site = ?").execute(
            arguments: [progress.stage.rawValue, progress.plan, site.site])
        try keep(site: site.site, segment: nil, mbps: progress.measuredMbps[site.site])
    }

    private func note(_ segment: PlannedSegment) throws {
        try db.cachedStatement(sql: "UPDATE plan_segment SET stage = ? WHERE plan_id = ? AND build_order = ?").execute(
            arguments: [progress.stage.rawValue, progress.plan, segment.order])
        try keep(site: nil, segment: segment.order, mbps: nil)
    }

    private func keep(site: String?, segment: Int?, mbps: Double?) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO plan_progress (plan_id, site, segment, stage, day, document, measured_mbps, noted_at, noted_by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                progress.plan, site, segment, progress.stage.rawValue, progress.day.description, progress.document,
                mbps, progress.notedAt.seconds, progress.notedBy,
            ])
    }

    private static func some(_ sites: [String]) -> String {
        sites.prefix(5).joined(separator: ", ") + (sites.count > 5 ? " and \(sites.count - 5) more" : "")
    }
}
