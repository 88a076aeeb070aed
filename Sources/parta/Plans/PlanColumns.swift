internal import Foundation
internal import Presentation
internal import Store

/// Columns of saved plans and of what is in them.
enum PlanColumns {
    static let plans: [Column<SavedPlan>] = [
        Column("Plan", key: "id") { .integer($0.id) },
        Column("Name", key: "name") { .text($0.name) },
        Column("Kind", key: "kind") { .text($0.kind.rawValue) },
        Column("State", key: "state") { .text($0.approvedAt == nil ? "draft" : "approved") },
        Column("Budget", record: [("budget", { .exact($0.budget) })]) { RolloutColumns.money($0.budget) },
        Column("Spent", record: [("spent", { .exact($0.spent) })]) { RolloutColumns.money($0.spent) },
        Column("Weight", key: "weight") { .exact($0.weight) },
        Column("At most", record: [("upper_bound", { .exact($0.upperBound) })]) { RolloutColumns.money($0.upperBound) },
        Column("Norm", key: "norm") { .text($0.norm) },
        Column("Settings", key: "settings_version") { .integer($0.settingsVersion) },
        Column("Input", key: "input_hash") { .text(String($0.inputHash.prefix(8))) },
        Column("Replans", key: "replans") { .integer($0.replans) },
        Column("Made", key: "made_at") { .text($0.madeAt.formatted(.iso8601.year().month().day())) },
        Column("By", key: "made_by") { .text($0.madeBy) },
        Column("Approved by", key: "approved_by") { .text($0.approvedBy) },
    ]

    static let sites: [Column<PlannedSite>] = [
        Column("Site", key: "site") { .text($0.site) },
        Column("Name", key: "name") { .text($0.name) },
        Column("By", key: "technology") { .text($0.technology) },
        Column("Phase", key: "phase") { .integer($0.phase) },
        Column("Order", key: "order") { .integer($0.order) },
        Column("Weight", key: "weight") { .exact($0.weight) },
        Column("Cost", record: [("cost", { .exact($0.cost) })]) { RolloutColumns.money($0.cost) },
        Column("Lot", key: "lot") { .integer($0.lot) },
        Column("Reason", key: "reason") { .text($0.reason) },
        Column("Stage", key: "stage") { .text($0.stage?.rawValue) },
    ]

    static let segments: [Column<PlannedSegment>] = [
        Column("Order", key: "order") { .integer($0.order) },
        Column("From", key: "from") { .text($0.from) },
        Column("To", key: "to") { .text($0.to) },
        Column("km", key: "km") { .tenths($0.km) },
        Column("Cost", record: [("cost", { .exact($0.cost) })]) { RolloutColumns.money($0.cost) },
        Column("Phase", key: "phase") { .integer($0.phase) },
        Column("Lot", key: "lot") { .integer($0.lot) },
        Column("Stage", key: "stage") { .text($0.stage.rawValue) },
    ]

    static let differences: [Column<PlanComparison.Site>] = [
        Column("Site", key: "site") { .text($0.site) },
        Column("Name", key: "name") { .text($0.name) },
        Column("First", key: "first_technology") { .text($0.firstTechnology) },
        Column("Phase", key: "first_phase") { .integer($0.firstPhase) },
        Column("Second", key: "second_technology") { .text($0.secondTechnology) },
        Column("Phase", key: "second_phase") { .integer($0.secondPhase) },
    ]

    static let stages: [Column<StageRow>] = [
        Column("Stage", key: "stage") { .text($0.stage.rawValue) },
        Column("Sites", key: "sites") { .integer($0.sites) },
        Column("Weight", key: "weight") { .exact($0.weight) },
        Column("Segments", key: "segments") { .integer($0.segments) },
        Column("km", key: "km") { .tenths($0.km) },
        Column("Cost", record: [("cost", { .exact($0.cost) })]) { RolloutColumns.money($0.cost) },
    ]
}

/// How much of a plan is at a stage.
struct StageRow: Encodable, Sendable {
    var stage: PlanStage
    var sites: Int
    var weight: Double
    var segments: Int
    var km: Double
    /// Of the segments and of serving the sites.
    var cost: Double

    init(_ stage: PlanStage, of contents: PlanContents) {
        let sites = contents.sites.filter { $0.stage == stage }
        let segments = contents.segments.filter { $0.stage == stage }
        self.stage = stage
        self.sites = sites.count
        weight = sites.reduce(0) { $0 + $1.weight }
        self.segments = segments.count
        km = segments.reduce(0) { $0 + ($1.km ?? 0) }
        cost = segments.reduce(0) { $0 + $1.cost } + sites.reduce(0) { $0 + ($1.cost ?? 0) }
    }
}
