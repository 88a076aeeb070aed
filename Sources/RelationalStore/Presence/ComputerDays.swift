internal import Relational
internal import Reports
internal import Store

/// On which days a computer ran, as its reports tell.
struct ComputerDays {
    let db: Database

    /// The days of one report. A day of which nobody knows the date tells nothing of a day.
    func ran(_ report: VerifiedReport) throws -> DaySet {
        let days = report.report.deviceDays ?? []
        var ran = DaySet(days.compactMap { $0.timeEstimated == true ? nil : CivilDate($0.day) })
        if days.isEmpty, let day = try sealed(report) { ran.insert(day) }
        return ran
    }

    func note(_ ran: DaySet, of agent: String) throws {
        for (month, bits) in ran.months {
            try db.cachedStatement(
                sql: """
                    INSERT INTO computer_month (agent_id, month, days) VALUES (?, ?, ?)
                    ON CONFLICT (agent_id, month) DO UPDATE SET days = computer_month.days | excluded.days
                    """
            ).execute(arguments: [agent, month, Int(bits)])
        }
    }

    /// The day on which a report was sealed that names no day of a device: its computer ran then.
    private func sealed(_ report: VerifiedReport) throws -> CivilDate? {
        let sealedAt = report.report.sealedAt
        let time = ResolvedTime(sealedAt, sealedAt: sealedAt, receivedAt: report.receivedAt)
        guard !time.isEstimated else { return nil }
        return try SchoolClock.region(in: db).day(of: time.time)
    }

    /// - Parameter since: the first month, as `CivilDate.monthDescription` writes it.
    func ran(_ agent: String, since: String) throws -> DaySet {
        let statement = try db.cachedStatement(
            sql: "SELECT month, days FROM computer_month WHERE agent_id = ? AND month >= ?")
        var days = DaySet()
        for row in try Row.fetchAll(statement, arguments: [agent, since]) {
            let bits: Int = row["days"]
            days.insert(UInt32(truncatingIfNeeded: bits), in: row["month"])
        }
        return days
    }
}
