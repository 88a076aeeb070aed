internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Turns one stored report into the tables that readers ask: computer, devices, device-days, line tests.
struct FactWriter {
    let db: Database
    let report: VerifiedReport
    /// Ids of its devices that were erased on request: nothing is written of them.
    let erased: Set<String>
    /// Of its agent.
    let book: AgentBook

    var agent: String { report.report.agent.text }

    /// What a report that was taken in means for what is kept of its agent.
    struct Outcome {
        /// Whether its agent's table of devices may be another than the one held.
        var mayDiffer = false
        /// The first day, in days since 1970 (UTC), of which its school may now be told something else.
        var tellsSince = Int.max
    }

    func write() throws -> Outcome {
        var outcome = Outcome(tellsSince: firstDay)
        // What else it tells asks for days that came before, or changes what was read of its agent.
        if !tellsDaysAlone { try book.settle() }
        if let scan = report.report.scan, try writeScan(scan) { outcome.tellsSince = .min }
        try noteDays(report.report.deviceDays?.filter { !erased.contains($0.device) } ?? [])
        book.note(try ComputerDays(db: db).ran(report))
        if !tellsDaysAlone { try book.settle() }
        for test in report.report.lineTests ?? [] { try writeLineTest(test) }
        let slots = SlotWriter(db: db, report: report)
        for slot in report.report.slots ?? [] { try slots.write(slot, school: school) }
        try slots.writeDropped(school: school)
        for (position, day) in (report.report.lineTestDays ?? []).enumerated() {
            try writeLineTestDay(day, position: position)
        }
        try writeUnknownFields()
        outcome.mayDiffer = try DeviceTableLedger(db: db).compare(
            report.report, sealedAt: resolved(report.report.sealedAt).time, receivedAt: report.receivedAt, in: book)
        return outcome
    }

    /// As nearly every report does.
    private var tellsDaysAlone: Bool {
        let told = report.report
        return told.scan == nil && told.lineTests == nil && told.slots == nil && told.slotsDropped == nil
            && told.lineTestDays == nil && report.unknown.isEmpty
    }

    /// The first day that the report tells of; a day on a school's clock may have begun on the one before by UTC.
    private var firstDay: Int {
        let deviceDays = report.report.deviceDays ?? []
        // A clock that ran wrong calls a day by another name than its moments come to.
        let times = [report.report.sealedAt, report.report.scannedAt].compactMap(\.self) + deviceDays.map(\.first)
        let days =
            times.map { CivilDate(utc: resolved($0).time).daysSinceEpoch }
            + deviceDays.map { CivilDate($0.day)?.daysSinceEpoch ?? .min + 1 }
        return (days.min() ?? .min + 1) - 1
    }

    func resolved(_ time: ObservedTime) -> ResolvedTime {
        ResolvedTime(time, sealedAt: report.report.sealedAt, receivedAt: report.receivedAt)
    }

    /// Where the agent was assigned at `time`; before its first assignment, where it was assigned first.
    func school(at time: Date) throws -> String {
        let statement = try db.cachedStatement(
            sql: """
                SELECT school_id FROM assignment WHERE agent_id = ?1
                ORDER BY valid_from <= ?2 DESC, CASE WHEN valid_from <= ?2 THEN -valid_from ELSE valid_from END LIMIT 1
                """)
        guard let school = try String.fetchOne(statement, arguments: [agent, time.seconds]) else {
            throw DatabaseError(message: "agent \(agent) was never assigned to a school")
        }
        return school
    }

    // MARK: Scan

    /// - Returns: whether it calls the computer or a device that was known something else than before, which holds of past
    ///   days, too.
    private func writeScan(_ scan: Scan) throws -> Bool {
        let scannedAt = resolved(report.report.scannedAt ?? report.report.sealedAt).time
        let held = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT stream, seq, sealed_at, label, room FROM computer WHERE agent_id = ?"),
            arguments: [agent])
        let isNewest = held.map(isNewer) ?? true
        var isRenamed = false
        if isNewest {
            isRenamed = held.map { $0["label"] != scan.computer.label || $0["room"] != scan.computer.room } ?? true
            if try writeComputer(scan, scannedAt: scannedAt) { isRenamed = true }
            try db.cachedStatement(sql: "UPDATE device SET attached = 0 WHERE agent_id = ? AND attached = 1")
                .execute(arguments: [agent])
            try DeviceTableLedger(db: db).enter(
                scan, of: report.report, sealedAt: resolved(report.report.sealedAt).time)
        }
        for device in scan.devices where !erased.contains(device.id) {
            if try writeDevice(device, seen: scannedAt, isNewest: isNewest) { isRenamed = true }
        }
        return isRenamed
    }

    /// Reports may arrive out of order: within a stream its numbers decide, between streams the time of sealing.
    private func isNewer(than held: Row) -> Bool {
        if held["stream"] == report.report.stream { return held["seq"] < report.report.seq }
        return held["sealed_at"] <= resolved(report.report.sealedAt).time.seconds
    }

    /// - Returns: whether the machine's parts are others than before.
    private func writeComputer(_ scan: Scan, scannedAt: Date) throws -> Bool {
        let computer = scan.computer
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO computer
                    (agent_id, stream, seq, sealed_at, scanned_at, label, room, vendor, model, chassis, firmware_date,
                     cpu, cpu_count, memory_mib, os, kernel, architecture, agent_version, pedagogical, devices)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            agent, report.report.stream, report.report.seq, resolved(report.report.sealedAt).time.seconds,
            scannedAt.seconds, computer.label, computer.room, computer.vendor, computer.model, computer.chassis,
            computer.firmwareDate, computer.cpu, computer.cpuCount, computer.memoryMiB, computer.os, computer.kernel,
            computer.architecture, computer.agentVersion, computer.pedagogical,
            Set(scan.devices.map(\.id)).subtracting(erased).count,
        ])
        try db.cachedStatement(sql: "UPDATE agent SET version = ? WHERE id = ?")
            .execute(arguments: [computer.agentVersion, agent])
        let isAnother = try Succession(db: db, agent: report.report.agent).enter(computer.components)
        try ComputerLedger.meet(report.report.agent, in: db)
        return isAnother
    }

    /// An older scan still tells of devices that no later one describes.
    /// - Returns: whether the device is now called something else, on days before this scan too.
    private func writeDevice(_ device: Device, seen: Date, isNewest: Bool) throws -> Bool {
        let update =
            isNewest
            ? """
            attached = 1, category = excluded.category, confidence = excluded.confidence, rule = excluded.rule,
            bus = excluded.bus, vendor_id = excluded.vendor_id, product_id = excluded.product_id,
            vendor = excluded.vendor, product = excluded.product, port = excluded.port,
            serial = CASE WHEN excluded.hash_since IS NULL OR device.hash_forgotten_at IS NULL THEN excluded.serial END,
            hash_since = CASE WHEN excluded.hash_since IS NOT NULL AND device.hash_forgotten_at IS NULL
                THEN coalesce(device.hash_since, excluded.hash_since) END,
            digest = excluded.digest,
            driver = excluded.driver, pedagogical = excluded.pedagogical, external = excluded.external,
            """ : ""
        // Days that came before its first scan; those that come later widen the row themselves.
        let known = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT category, confidence, serial, hash_forgotten_at IS NOT NULL AS is_forgotten FROM device
                    WHERE agent_id = ? AND device_id = ?
                    """),
            arguments: [agent, device.id])
        let days = known == nil ? try SeenDays(db: db).extremes(of: device.id, at: report.report.agent) : nil
        try db.cachedStatement(
            sql: """
                INSERT INTO device
                    (agent_id, device_id, attached, first_seen, last_seen, category, confidence, rule, bus, vendor_id,
                     product_id, vendor, product, serial, port, driver, pedagogical, external, digest, hash_since)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (agent_id, device_id) DO UPDATE SET \(update)
                    first_seen = min(device.first_seen, excluded.first_seen),
                    last_seen = max(device.last_seen, excluded.last_seen)
                """
        ).execute(arguments: [
            agent, device.id, isNewest, min(seen, days?.lowerBound ?? seen).seconds,
            max(seen, days?.upperBound ?? seen).seconds, device.category.rawValue, device.confidence.rawValue,
            device.rule,
            device.bus.rawValue, device.vendorID, device.productID, device.vendor, device.product,
            device.serial, device.port, device.driver, device.pedagogical, device.external,
            device.digest, device.hasHashedSerial ? report.receivedAt.seconds : nil,
        ])
        guard let known else { return days != nil }
        let isForgotten: Bool = known["is_forgotten"]
        let isSerialKept = isForgotten && device.hasHashedSerial || known["serial"] == device.serial
        return isNewest
            && (known["category"] != device.category.rawValue || known["confidence"] != device.confidence.rawValue
                || !isSerialKept)
    }

    // MARK: Dated facts

    /// A day is cumulative within its stream and merged there; a reader adds up streams.
    private func noteDays(_ days: [DeviceDay]) throws {
        var seen: [(device: String, times: ClosedRange<Date>)] = []
        let facts = try days.map { day in
            let first = resolved(day.first).time
            let last = max(resolved(day.last).time, first)
            seen.append((day.device, first...last))
            return SeenDays.Fact(
                device: day.device, date: try SeenDays.date(day.day),
                seen: SeenDay(
                    firstAt: first.seconds, lastAt: last.seconds, minutes: day.minutes, timesPlugged: day.timesPlugged))
        }
        book.note(facts, seen: seen, in: report.report.stream)
    }
}
