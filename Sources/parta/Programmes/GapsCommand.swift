internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Store

struct GapsCommand: AsyncParsableCommand {
    /// What a school can be ready for.
    enum Readiness: String, ExpressibleByArgument, CaseIterable {
        case online, textbook
    }

    /// What one row stands for.
    enum Grouping: String, ExpressibleByArgument, CaseIterable {
        case school, district, region, country, category

        var places: ProgrammeGrouping? {
            switch self {
            case .school: .school
            case .district: .district
            case .region: .region
            case .country: .country
            case .category: nil
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "gaps",
        abstract: "What schools lack: of a norm, with its cost, or for online lessons and digital textbooks.",
        discussion: """
            By a norm (the one that is kept, or --norm): what is missing per room and category, from as little as can be to
            as much as can be: what is there is presence's count (parta devices --count), which is a range. With --readiness
            online: what each small school and its support school lack for an online lesson, by the rates of its settings, or
            with --norm by those of the norm's support_link; with --readiness textbook: which schools' computers are weak or
            old. docs/programmes.md says how.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: QueryOptions

    @Option(help: ArgumentHelp(EquipmentNormName.help, valueName: "file|id"))
    var norm: String?

    @Option(help: "What schools should be ready for: online (lessons) or textbook (digital ones).")
    var readiness: Readiness?

    @Option(help: "By a norm: a row per school, district, region, country or category.")
    var groupBy: Grouping = .school

    @Option(
        help: ArgumentHelp(
            "By a norm: only this: computer, a category as `parta devices` names it, local_network or wifi.",
            valueName: "category"))
    var category: EquipmentKind?

    @Option(
        help: ArgumentHelp(
            "With --readiness textbook: memory below this is weak, in MiB; PCs with 4 GiB tell of 3600 to 3900.",
            valueName: "mib"))
    var ramBelow: Int = 3_584

    @Option(help: ArgumentHelp("With --readiness textbook: older is too old, in years.", valueName: "years"))
    var olderThan: Int?

    @Option(help: ArgumentHelp("With --readiness online: how many days back line tests count.", valueName: "days"))
    var days: Int = 60

    func validate() throws {
        guard norm == nil || readiness != .textbook else {
            throw ValidationError("Digital textbooks have no norm: leave --norm out, or --readiness textbook.")
        }
        guard ramBelow > 0, olderThan ?? 1 > 0 else {
            throw ValidationError("--ram-below and --older-than want 1 or more.")
        }
        guard (1...3_660).contains(days) else { throw ValidationError("--days wants 1 to 3660, not \(days).") }
    }

    func run() async throws {
        try await reportingFailures {
            switch readiness {
            case .online:
                var query = options.query()
                query.since = Query.start(ofDays: days, before: query.asOf)
                let store = try database.openExisting()
                let rows = try await store.onlineReadiness(query, rates: rates(store), scope: .everything)
                try options.write(rows, columns: ReadingColumns.readiness)
            case .textbook:
                let rows = try await database.openExisting().textbookReadiness(
                    options.query(), memoryMiB: ramBelow, olderThanYears: olderThan, scope: .everything)
                try options.write(rows, columns: ReadingColumns.readiness)
            case nil:
                let store = try database.openExisting()
                let norm =
                    if let norm { try await EquipmentNormName.read(norm, from: store) } else {
                        try await EquipmentNormName.only(in: store)
                    }
                let gaps = try await store.gaps(
                    options.query(), norm: norm, kind: category, by: groupBy.places, scope: .everything)
                if gaps.schoolsUnknown > 0 {
                    Terminal.say(
                        "of \(gaps.schoolsUnknown) schools it is not known what decides, such as their pupils, so the norm says "
                            + "nothing of them")
                }
                try options.write(gaps.rows, columns: ReadingColumns.gaps)
            }
        }
    }

    /// What a norm says of the line of an online lesson; nil where none is asked for.
    /// - Throws: as `EquipmentNormName.read`, and `CommandFailure` for a norm without such rates.
    private func rates(_ store: any Store) async throws -> EquipmentNorm.SupportLink.Line? {
        guard let norm else { return nil }
        let read = try await EquipmentNormName.read(norm, from: store)
        guard let line = read.supportLink?.line else {
            throw CommandFailure(.badData, "the norm \(read.id) says nothing of a support link's line")
        }
        return line
    }
}
