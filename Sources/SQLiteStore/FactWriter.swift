internal import Foundation
internal import GRDB
internal import Reports
internal import Store

/// Turns one stored report into the tables that readers ask: computer, devices, device-days, line tests.
struct FactWriter {
    let db: Database
    let report: VerifiedReport

    var agent: String { report.report.agent.text }

    func write() throws {
        if let scan = report.report.scan { try writeScan(scan) }
        for day in report.report.deviceDays ?? [] { try writeDay(day) }
        try ComputerDays(db: db).note(report)
        for test in report.report.lineTests ?? [] { try writeLineTest(test) }
        let slots = SlotWriter(db: db, report: report)
        for slot in report.report.slots ?? [] { try slots.write(slot, school: school) }
        try slots.writeDropped(school: school)
        for (position, day) in (report.report.lineTestDays ?? []).enumerated() {
            try writeLineTestDay(day, position: position)
        }
        try DeviceTableLedger(db: db).compare(
            report.report, sealedAt: resolved(report.report.sealedAt).time, receivedAt: report.receivedAt)
        try writeUnknownFields()
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

    private func writeScan(_ scan: Scan) throws {
        let scannedAt = resolved(report.report.scannedAt ?? report.report.sealedAt).time
        let isNewest = try isNewestScan()
        if isNewest {
            try writeComputer(scan.computer, scannedAt: scannedAt)
            try db.cachedStatement(sql: "UPDATE device SET attached = 0 WHERE agent_id = ? AND attached = 1")
                .execute(arguments: [agent])
            try DeviceTableLedger(db: db).enter(
                scan, of: report.report, sealedAt: resolved(report.report.sealedAt).time)
        }
        for device in scan.devices { try writeDevice(device, seen: scannedAt, isNewest: isNewest) }
    }

    /// Reports may arrive out of order: within a stream its numbers decide, between streams the time of sealing.
    private func isNewestScan() throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT stream, seq, sealed_at FROM computer WHERE agent_id = ?")
        guard let held = try Row.fetchOne(statement, arguments: [agent]) else { return true }
        if held["stream"] == report.report.stream { return held["seq"] < report.report.seq }
        return held["sealed_at"] <= resolved(report.report.sealedAt).time.seconds
    }

    private func writeComputer(_ computer: Computer, scannedAt: Date) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO computer
                    (agent_id, stream, seq, sealed_at, scanned_at, label, room, vendor, model, chassis, firmware_date,
                     cpu, cpu_count, memory_mib, os, kernel, architecture, agent_version, pedagogical)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            agent, report.report.stream, report.report.seq, resolved(report.report.sealedAt).time.seconds,
            scannedAt.seconds, computer.label, computer.room, computer.vendor, computer.model, computer.chassis,
            computer.firmwareDate, computer.cpu, computer.cpuCount, computer.memoryMiB, computer.os, computer.kernel,
            computer.architecture, computer.agentVersion, computer.pedagogical,
        ])
        try db.cachedStatement(sql: "UPDATE agent SET version = ? WHERE id = ?")
            .execute(arguments: [computer.agentVersion, agent])
        try Succession(db: db, agent: report.report.agent).enter(computer.components)
        try ComputerLedger.meet(report.report.agent, in: db)
    }

    /// An older scan still tells of devices that no later one describes.
    private func writeDevice(_ device: Device, seen: Date, isNewest: Bool) throws {
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
        try db.cachedStatement(
            sql: """
                INSERT INTO device
                    (agent_id, device_id, attached, first_seen, last_seen, category, confidence, rule, bus, vendor_id,
                     product_id, vendor, product, serial, port, driver, pedagogical, external, digest, hash_since)
                VALUES (?1, ?2, ?3,
                    (SELECT min(coalesce(min(first_at), ?4), ?4) FROM device_day WHERE agent_id = ?1 AND device_id = ?2),
                    (SELECT max(coalesce(max(last_at), ?4), ?4) FROM device_day WHERE agent_id = ?1 AND device_id = ?2),
                    ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
                ON CONFLICT (agent_id, device_id) DO UPDATE SET \(update)
                    first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen)
                """
        ).execute(arguments: [
            agent, device.id, isNewest, seen.seconds, device.category.rawValue, device.confidence.rawValue,
            device.rule, device.bus.rawValue, device.vendorID, device.productID, device.vendor, device.product,
            device.serial, device.port, device.driver, device.pedagogical, device.external,
            device.digest, device.hasHashedSerial ? report.receivedAt.seconds : nil,
        ])
    }

    // MARK: Dated facts

    /// A day is cumulative within its stream: merged by extremes, it is the same in any order. A reader adds up streams.
    private func writeDay(_ day: DeviceDay) throws {
        let first = resolved(day.first).time
        let last = max(resolved(day.last).time, first)
        try db.cachedStatement(
            sql: """
                INSERT INTO device_day
                    (agent_id, device_id, day, stream, school_id, first_at, last_at, minutes, times_plugged)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (agent_id, device_id, day, stream) DO UPDATE SET
                    first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at),
                    minutes = max(minutes, excluded.minutes), times_plugged = max(times_plugged, excluded.times_plugged)
                """
        ).execute(arguments: [
            agent, day.device, day.day, report.report.stream, try school(at: first), first.seconds, last.seconds,
            day.minutes, day.timesPlugged,
        ])
        try db.cachedStatement(
            sql: """
                UPDATE device SET first_seen = min(first_seen, ?), last_seen = max(last_seen, ?)
                WHERE agent_id = ? AND device_id = ?
                """
        ).execute(arguments: [first.seconds, last.seconds, agent, day.device])
    }
}
