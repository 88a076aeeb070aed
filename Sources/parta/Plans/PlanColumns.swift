internal import Aggregator
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

/// Columns of what is in saved plans; of one plan, so that its number is left out.
enum PlanColumns {
    static let sites = parts(ReadingColumns.planSites)
    static let segments = parts(ReadingColumns.planSegments)
    static let purchases = parts(ReadingColumns.planPurchases)
    static let transfers = parts(ReadingColumns.planTransfers)

    static let differences: [Column<PlanComparison.Site>] = [
        Column(.site, key: "site") { .text($0.site) },
        Column(.planName, key: "name") { .text($0.name) },
        Column(.first, key: "first_technology") { .text($0.firstTechnology) },
        Column(.phase, key: "first_phase") { .integer($0.firstPhase) },
        Column(.second, key: "second_technology") { .text($0.secondTechnology) },
        Column(.phase, key: "second_phase") { .integer($0.secondPhase) },
    ]

    static let purchaseDifferences: [Column<PlanComparison.Purchase>] = [
        Column(Heading("School", kk: "Мектеп", ru: "Школа"), key: "school") { .text($0.school) },
        Column(Heading("Category", kk: "Санат", ru: "Категория"), key: "category") { .text($0.category.rawValue) },
        Column(.first, key: "first_count") { .integer($0.firstCount) },
        Column(.second, key: "second_count") { .integer($0.secondCount) },
    ]

    static let stages: [Column<StageRow>] = [
        Column(.stage, key: "stage") { .text($0.stage.rawValue) },
        Column(.sites, key: "sites") { .integer($0.sites) },
        Column(.weight, key: "weight") { .exact($0.weight) },
        Column(.segments, key: "segments") { .integer($0.segments) },
        Column(.km, key: "km") { .tenths($0.km) },
        Column(.pieces, key: "pieces") { .integer($0.pieces) },
        Column(.cost, record: [("cost", { .exact($0.cost) })]) { RolloutColumns.money($0.cost) },
    ]

    private static func parts<Part>(_ columns: [Column<PlanPart<Part>>]) -> [Column<Part>] {
        columns.filter { $0.record.first?.key != "plan" }.map { column in
            let record: [(key: String, cell: @Sendable (Part) -> Cell)] = column.record.map { record in
                (record.key, { record.cell(PlanPart(plan: 0, $0)) })
            }
            let part = Column<Part>(column.heading, record: record) { column.cell(PlanPart(plan: 0, $0)) }
            return column.isOptional ? part.optional : part
        }
    }
}

extension Heading {
    static let first = Heading("First", kk: "Бірінші", ru: "Первый")
    static let second = Heading("Second", kk: "Екінші", ru: "Второй")
    static let purchases = Heading("Purchases", kk: "Сатып алулар", ru: "Закупки")
    static let transfers = Heading("From neighbours", kk: "Көршілерден", ru: "От соседей")
    static let phases = Heading("Phases", kk: "Кезеңдер", ru: "Этапы")
    static let lots = Heading("Lots", kk: "Лоттар", ru: "Лоты")

    /// As a person who asked in this language reads it.
    func text(_ language: Language) -> String { self[keyPath: language.heading] }
}

/// How much of a plan is at a stage.
struct StageRow: Encodable, Sendable {
    var stage: PlanStage
    var sites: Int
    var weight: Double
    var segments: Int
    var km: Double
    /// That are bought.
    var pieces: Int
    /// Of the segments and of serving the sites, or of the purchases.
    var cost: Double

    init(_ stage: PlanStage, of contents: PlanContents) {
        let sites = contents.sites.filter { $0.stage == stage }
        let segments = contents.segments.filter { $0.stage == stage }
        self.stage = stage
        self.sites = sites.count
        weight = sites.reduce(0) { $0 + ($1.weight ?? 0) }
        self.segments = segments.count
        km = segments.reduce(0) { $0 + ($1.km ?? 0) }
        let purchases = contents.purchases.filter { $0.stage == stage }
        pieces = purchases.reduce(0) { $0 + $1.count }
        cost =
            segments.reduce(0) { $0 + $1.cost } + sites.reduce(0) { $0 + ($1.cost ?? 0) }
            + purchases.reduce(0) { $0 + $1.cost }
    }
}
