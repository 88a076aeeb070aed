internal import Foundation
internal import Relational
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
        let part = try part(of: contents)
        let sites = part.sites.filter { $0.stage.map { $0 < progress.stage } ?? false }
        let segments = part.segments.filter { $0.stage < progress.stage }
        let purchases = part.purchases.filter { $0.stage < progress.stage }
        if progress.stage == .accepted {
            try requireProof(of: sites)
            try requireProof(of: purchases)
        }
        for site in sites { try note(site) }
        for segment in segments { try note(segment) }
        for purchase in purchases { try note(purchase) }
        return sites.count + segments.count + purchases.count
    }

    private struct Part {
        var sites: [PlannedSite]
        var segments: [PlannedSegment]
        var purchases: [PlannedPurchase]

        var isEmpty: Bool { sites.isEmpty && segments.isEmpty && purchases.isEmpty }
    }

    private func part(of contents: PlanContents) throws -> Part {
        var part = Part(
            sites: contents.sites.filter { $0.technology != nil }, segments: contents.segments,
            purchases: contents.purchases)
        switch progress.part {
        case .all: break
        case .lot(let lot):
            part.sites.removeAll { $0.lot != lot }
            part.segments.removeAll { $0.lot != lot }
            part.purchases.removeAll { $0.lot != lot }
        case .site(let site):
            part.sites.removeAll { $0.site != site }
            part.segments.removeAll { $0.to != site }
            part.purchases.removeAll { $0.school != site }
        }
        guard part.isEmpty else { return part }
        let what =
            switch progress.part {
            case .all: "nothing"
            case .lot(let lot): "no lot \(lot)"
            case .site(let site): "nothing for \"\(site)\""
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

    private func requireProof(of purchases: [PlannedPurchase]) throws {
        let unbuilt = purchases.filter { $0.stage != .built }
        guard unbuilt.isEmpty else {
            throw StoreFailure.impossibleChange(
                "\(Self.some(unbuilt.map(Self.name))) cannot be accepted before being there (stage built)")
        }
        let unseen = purchases.filter { purchase in
            guard progress.verifiedPieces[purchase.order] == nil else { return false }
            return purchase.category.isSeenByComputers || progress.document == nil
        }
        guard unseen.isEmpty else {
            throw StoreFailure.impossibleChange(
                "\(Self.some(unseen.map(Self.name))) cannot be accepted without having been seen, or what no computer can see "
                    + "without a document")
        }
    }

    private static func name(_ purchase: PlannedPurchase) -> String {
        "\(purchase.category.rawValue) for \(purchase.school)"
    }

    private func note(_ site: PlannedSite) throws {
        try db.cachedStatement(sql: "UPDATE plan_site SET stage = ? WHERE plan_id = ? AND site = ?").execute(
            arguments: [progress.stage.rawValue, progress.plan, site.site])
        try keep(site: site.site, mbps: progress.measuredMbps[site.site])
    }

    private func note(_ segment: PlannedSegment) throws {
        try db.cachedStatement(sql: "UPDATE plan_segment SET stage = ? WHERE plan_id = ? AND build_order = ?").execute(
            arguments: [progress.stage.rawValue, progress.plan, segment.order])
        try keep(segment: segment.order)
    }

    private func note(_ purchase: PlannedPurchase) throws {
        try db.cachedStatement(sql: "UPDATE plan_purchase SET stage = ? WHERE plan_id = ? AND position = ?").execute(
            arguments: [progress.stage.rawValue, progress.plan, purchase.order])
        try keep(purchase: purchase.order, pieces: progress.verifiedPieces[purchase.order])
    }

    private func keep(
        site: String? = nil, segment: Int? = nil, mbps: Double? = nil, purchase: Int? = nil, pieces: Int? = nil
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO plan_progress (plan_id, site, segment, stage, day, document, measured_mbps, noted_at, noted_by,
                    purchase, verified_pieces)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                progress.plan, site, segment, progress.stage.rawValue, progress.day.description, progress.document,
                mbps, progress.notedAt.seconds, progress.notedBy, purchase, pieces,
            ])
    }

    private static func some(_ sites: [String]) -> String {
        sites.prefix(5).joined(separator: ", ") + (sites.count > 5 ? " and \(sites.count - 5) more" : "")
    }
}
