internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Writes what a made computer saw: devices, their days, line tests, slots.
struct ExampleFactWriter {
    private let device: BulkInsertion
    private let seenStream: BulkInsertion
    private let seenDevice: BulkInsertion
    private let seenMonth: BulkInsertion
    private let test: BulkInsertion
    private let details: BulkInsertion
    private let reach: BulkInsertion
    private let slotMonth: BulkInsertion
    private let lease: BulkInsertion
    private let outcomes: SlotOutcomes
    private let ran: ComputerDays

    private let db: Database

    init(db: Database) throws {
        self.db = db
        outcomes = SlotOutcomes(db: db)
        ran = ComputerDays(db: db)
        device = try BulkInsertion(
            db, "device",
            "agent_id, device_id, attached, first_seen, last_seen, category, confidence, rule, bus, vendor_id, product_id, "
                + "vendor, product, serial, port, driver, pedagogical, external, digest, hash_since")
        seenStream = try BulkInsertion(db, "stream_number", "agent_id, stream")
        seenDevice = try BulkInsertion(db, "seen_device", "stream, number, device_id")
        seenMonth = try BulkInsertion(db, "seen_month", "key, days")
        test = try BulkInsertion(
            db, "line_test",
            "agent_id, id, school_id, started_at, time_estimated, download_mbps, upload_mbps, idle_latency_ms, "
                + "loaded_latency_ms, jitter_ms, loss, bytes_received, bytes_sent, stopped_early, verdict, method, server, "
                + "problem, line, in_lessons, target, medium, gateway, gateway_idle_ms, gateway_loaded_ms, lease, left_out, "
                + "latency_only, upload_is_bound")
        details = try BulkInsertion(db, "line_test_details", "agent_id, test_id, details")
        reach = try BulkInsertion(
            db, "platform_reach",
            "agent_id, test_id, platform, host, school_id, started_at, name_ms, connect_ms, tls_ms, first_byte_ms, problem"
        )
        slotMonth = try BulkInsertion(db, "slot_month", "key, words")
        lease = try BulkInsertion(
            db, "lease",
            "id, part, school_id, line, agent_id, slot, medium, granted_at, expires_at, held, full, allowance, released_at, "
                + "bytes, test_id")
    }

    /// - Parameter lines: the school's lines by their gateways.
    func write(_ made: MadeComputer, school: String, lines: [String: String]) throws {
        try ran.note(DaySet(made.boots.map(\.day)), of: made.agent.text)
        var months: [Int: SeenMonth] = [:]
        for (number, device) in made.devices.enumerated() { try write(device, number, of: made, into: &months) }
        try write(months, of: made)
        for test in made.lineTests {
            try write(test, of: made, school: school, line: test.circumstances?.gateway.flatMap { lines[$0] })
        }
        var words: [Int: SlotMonth] = [:]
        for slot in made.slots {
            try write(slot, school: school, line: slot.gateway.flatMap { lines[$0] }, into: &words)
        }
        try write(words, of: made)
        try writeLeases(made, school: school)
    }

    // MARK: Devices

    private func write(
        _ made: MadeDevice, _ number: Int, of computer: MadeComputer, into months: inout [Int: SeenMonth]
    ) throws {
        let told = made.device
        let boots = computer.boots
        var (first, last) = (boots[made.firstBoot].scannedAt, boots[made.lastBoot].scannedAt)
        for boot in made.seenBoots {
            let seen = made.day(at: boots[boot])
            (first, last) = (min(first, seen.first), max(last, seen.last))
            let date = SeenDate(boots[boot].day)
            months[date.month, default: SeenMonth()].note(
                SeenDay(
                    firstAt: seen.first.seconds, lastAt: seen.last.seconds, minutes: seen.minutes,
                    timesPlugged: seen.timesPlugged), of: number, on: date.day)
        }
        try device([
            computer.agent.text, told.id, made.lastBoot == computer.lastBoot, first.seconds, last.seconds,
            told.category.rawValue, told.confidence.rawValue, told.rule, told.bus.rawValue, told.vendorID,
            told.productID,
            told.vendor, told.product, told.serial, told.port, told.driver, told.pedagogical, told.external,
            told.digest,
            told.hasHashedSerial ? boots[made.firstBoot].receivedAt.seconds : nil,
        ])
    }

    private func write(_ months: [Int: SeenMonth], of made: MadeComputer) throws {
        guard !months.isEmpty else { return }
        let stream = try seenStream([made.agent.text, made.stream], numbering: "number")
        for (number, device) in made.devices.enumerated() { try seenDevice([stream, number, device.device.id]) }
        for (month, days) in months.sorted(by: { $0.key < $1.key }) {
            try seenMonth([StreamNumbers.key(stream, month), Data(days.packed)])
        }
    }

    // MARK: Lines

    private func write(_ made: LineTest, of computer: MadeComputer, school: String, line: String?) throws {
        let standing = LineTestStanding(made, line: line, isLeased: true)
        let told = line == nil ? made.withoutNetwork : made
        try test([
            computer.agent.text, told.id, school, told.startedAt.wallClock.seconds, false, told.downloadMbps,
            told.uploadMbps, told.idleLatencyMs, told.loadedLatencyMs, told.jitterMs, told.loss, told.bytesReceived,
            told.bytesSent, told.stoppedEarly, told.verdict.rawValue, told.method, told.server, told.problem, line,
            told.circumstances?.inLessons, (told.circumstances?.target ?? .region).rawValue,
            told.link?.medium.rawValue, told.circumstances?.gateway, told.gateway?.idleMs, told.gateway?.loadedMs,
            told.circumstances?.lease, standing.leftOut?.rawValue, standing.isLatencyOnly, standing.uploadIsBound,
        ])
        if let parts = LineTestDetails(told) {
            try details([
                computer.agent.text, told.id, String(decoding: try ReportCoder.encode(parts), as: UTF8.self),
            ])
        }
        for made in told.platforms ?? [] {
            try reach([
                computer.agent.text, told.id, made.platform, made.host, school, told.startedAt.wallClock.seconds,
                made.nameMs, made.connectMs, made.tlsMs, made.firstByteMs, made.problem,
            ])
        }
    }

    private func write(
        _ made: SlotRecord, school: String, line: String?, into months: inout [Int: SlotMonth]
    ) throws {
        let word = SlotWord(
            slot: made.id, school: school, line: line, decidedAt: made.decidedAt.wallClock.seconds, ran: made.ran,
            reason: made.reason)
        let month = SlotWord.month(of: made.id, plannedAt: made.plannedAt.seconds)
        guard months[month, default: SlotMonth(month: month)].note(word) else { return }
        try outcomes.add(word, plannedAt: made.plannedAt.seconds, inLessons: made.inLessons)
    }

    private func write(_ months: [Int: SlotMonth], of made: MadeComputer) throws {
        guard !months.isEmpty else { return }
        let number = try StreamNumbers(db: db).number(of: "", made.agent.text)
        for (month, words) in months.sorted(by: { $0.key < $1.key }) {
            try slotMonth([StreamNumbers.key(number, month), Data(words.packed)])
        }
    }

    /// The lease of each test, given back when it was over.
    func writeLeases(_ made: MadeComputer, school: String) throws {
        for test in made.lineTests {
            guard let circumstances = test.circumstances, let id = circumstances.lease else { continue }
            let granted = test.startedAt.wallClock.seconds
            try lease([
                id, 1, school, circumstances.line, made.agent.text, circumstances.slot, test.link?.medium.rawValue,
                granted,
                granted + LeaseRules().seconds, 0, false, test.bytesReceived + test.bytesSent, granted + 30,
                test.bytesReceived + test.bytesSent, test.id,
            ])
        }
    }
}
