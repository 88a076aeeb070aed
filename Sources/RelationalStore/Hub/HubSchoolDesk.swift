internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Keeps what a region tells of one school at a hub, in the tables that every question reads.
struct HubSchoolDesk {
    let db: Database

    /// - Parameters:
    ///   - others: indicators that are something else here.
    ///   - day: today.
    func take(
        _ told: ForwardedSchool, of region: AgentID, without others: Set<String>, at time: Date, on day: CivilDate
    ) throws {
        let id = told.school.id
        let before = try held(id)
        try writeSchool(told.school, on: day)
        try writeFigures(told)
        try writeProgrammes(told, before)
        try writeValues(told.values.filter { !others.contains($0.indicator) }, before, id)
        var kept = told
        kept.lines = []
        // What is told again is taken away again with it, and not what the hub has itself.
        kept.values.removeAll { others.contains($0.indicator) }
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO hub_school (school_id, region_id, kind, taken_at, last_report, last_download_mbps,
                    last_upload_mbps, supported_by, told, lines)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id, region.text, told.kind.rawValue, time.seconds, told.lastReport?.seconds, told.lastDownloadMbps,
            told.lastUploadMbps, told.school.supportedBy, try Self.json(kept), try Self.json(told.lines),
        ])
    }

    private static func json(_ value: some Encodable) throws -> String {
        String(decoding: try ReportCoder.encode(value), as: UTF8.self)
    }

    /// What was told of the school last, without its lines.
    private func held(_ id: String) throws -> ForwardedSchool? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT told FROM hub_school WHERE school_id = ?"), arguments: [id]
        ).map { try ReportCoder.decode(ForwardedSchool.self, from: Data($0.utf8)) }
    }

    private func writeSchool(_ told: School, on day: CivilDate) throws {
        let history = SchoolHistory(db: db)
        var school = told
        // Its support school may come with the next message.
        if let support = school.supportedBy, try history.schoolIfKnown(support) == nil { school.supportedBy = nil }
        let known = try history.schoolIfKnown(school.id)
        guard known != school else { return }
        let beginning = school.openedOn.map { min($0, day) } ?? .first
        try history.write(school, from: known == nil ? beginning : day)
    }

    /// Gives schools the support schools that were not there yet when they came.
    func supportLatecomers(of region: AgentID, on day: CivilDate) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT h.school_id, h.supported_by FROM hub_school AS h
                JOIN school AS s ON s.id = h.school_id AND s.supported_by IS NULL
                JOIN school AS t ON t.id = h.supported_by
                WHERE h.region_id = ? AND h.supported_by IS NOT NULL
                """, arguments: [region.text])
        let history = SchoolHistory(db: db)
        for row in rows {
            var school = try history.school(row["school_id"])
            school.supportedBy = row["supported_by"]
            try history.write(school, from: day)
        }
    }

    private func writeFigures(_ told: ForwardedSchool) throws {
        let id = told.school.id
        for table in ["school_stock", "school_figures"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE school_id = ?").execute(arguments: [id])
        }
        guard let day = told.day else { return }
        try db.cachedStatement(
            sql: """
                INSERT INTO school_figures
                    (school_id, day, stale, registered, agents, live, days_possible, days_run, devices, pedagogical)
                VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id, day, told.coverage.registered, told.coverage.agents, told.coverage.live, told.coverage.daysPossible,
            told.coverage.daysRun, told.devices, told.pedagogical,
        ])
        let insertion = try db.cachedStatement(
            sql: """
                INSERT INTO school_stock (school_id, category, room, low, high, verified, registered, not_seen, no_data,
                    out_of_order, seen_again)
                VALUES (?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for count in told.stock {
            try insertion.execute(arguments: [
                id, count.category.rawValue, count.low, count.high, count.verified, count.registered, count.notSeen,
                count.noData, count.outOfOrder, count.seenAgain,
            ])
        }
    }

    private func writeProgrammes(_ told: ForwardedSchool, _ before: ForwardedSchool?) throws {
        let id = told.school.id
        let programmes = Set(
            told.programmes + told.figures.map(\.programme) + told.milestones.map(\.programme)
                + told.values.compactMap(\.programme))
        let check = RegisterCheck(db: db)
        for programme in programmes.sorted() {
            try check.requireProgramme(programme)
            _ = try check.join(programme, schools: [id], dryRun: false)
        }
        for left in Set(before?.programmes ?? []).subtracting(programmes) {
            try db.execute(
                sql: "DELETE FROM programme_school WHERE programme_id = ? AND school_id = ?", arguments: [left, id])
        }
        try db.cachedStatement(sql: "DELETE FROM programme_figure WHERE school_id = ?").execute(arguments: [id])
        let insertion = try db.cachedStatement(
            sql: """
                INSERT INTO programme_figure (school_id, programme_id, category, delivered, has_serials, has_counts, seen,
                    verified, present_high, device_days)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for figure in told.figures {
            try insertion.execute(arguments: [
                id, figure.programme, figure.category.rawValue, figure.delivered, figure.hasSerials, figure.hasCounts,
                figure.seen, figure.verified, figure.presentHigh, figure.deviceDays,
            ])
        }
        for milestone in before?.milestones ?? [] {
            try db.execute(
                sql: "DELETE FROM milestone WHERE programme_id = ? AND school_id = ? AND stage = ?",
                arguments: [milestone.programme, id, milestone.stage.rawValue])
        }
        _ = try ProgrammeTables.milestone.take(
            told.milestones.map {
                ProgrammeTables.record(
                    Milestone(
                        programme: $0.programme, school: id, stage: $0.stage, day: $0.day, cost: $0.cost,
                        currency: $0.currency))
            }, in: db, dryRun: false)
    }

    /// A target that the hub has set itself stays where the region has none.
    private func writeValues(_ values: [ForwardedValue], _ before: ForwardedSchool?, _ id: String) throws {
        let check = RegisterCheck(db: db)
        try check.requireIndicators(Set(values.map(\.indicator)), besides: [])
        func key(_ value: ForwardedValue) -> [String] { [value.indicator, value.programme ?? "", value.period] }
        let keys = Set(values.map(key))
        for gone in before?.values ?? [] where !keys.contains(key(gone)) {
            try db.execute(
                sql: """
                    DELETE FROM indicator_value WHERE school_id = ? AND indicator_id = ? AND period = ?
                        AND coalesce(programme_id, '') = ?
                    """, arguments: [id, gone.indicator, gone.period, gone.programme ?? ""])
        }
        for value in values {
            let arguments: StatementArguments = [
                value.value, value.target, id, value.indicator, value.period, value.programme,
            ]
            try db.cachedStatement(
                sql: """
                    UPDATE indicator_value SET value = ?, target = coalesce(?, target)
                    WHERE school_id = ? AND indicator_id = ? AND period = ? AND programme_id IS ?
                    """
            ).execute(arguments: arguments)
            if db.changesCount > 0 { continue }
            try db.cachedStatement(
                sql: """
                    INSERT INTO indicator_value (value, target, school_id, indicator_id, period, programme_id)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: arguments)
        }
    }
}
