internal import FoundationEssentials
internal import Reports

/// What a classroom PC with five devices reports: as large, and as much to store, as what a real one sends.
struct ReportMaker: Sendable {
    enum Kind: Sendable, Hashable {
        /// The day's devices, as every hour: the sign of life of a computer where nothing happens.
        case delta
        /// The same with the result of a line test and the slot that it ran in.
        case lineTest
    }

    static let deviceCount = 5
    private static let daySeconds = 86_400.0

    /// One sealed envelope; an agent's first report carries its scan, as a real one's does.
    /// - Parameters:
    ///   - time: when it is sealed, by the agent's clock.
    ///   - booted: when its computer was started; before `time`.
    func envelope(
        _ kind: Kind, of index: Int, at time: Date, booted: Date, in roster: Roster
    ) throws -> LoadEnvelope {
        let agent = roster.agents[index]
        var (seq, devices) = roster.take(index)
        let day = Int((time.timeIntervalSince1970 / Self.daySeconds).rounded(.down))
        let boot = Boot(agent: agent.id, start: booted)
        let now = boot.observed(time)
        var scan: Scan?
        if devices.isEmpty {
            let found = try MadeScan.of(agent.id, in: boot)
            devices = DeviceTable.digest(of: found.devices.compactMap(\.digest))
            roster.note(devices: devices, of: index)
            scan = found
        }
        let midnight = Date(timeIntervalSince1970: Double(day) * Self.daySeconds)
        let first = boot.observed(min(time, max(booted, midnight).addingTimeInterval(120)))
        let days = (0..<Self.deviceCount).map { number in
            DeviceDay(
                device: MadeScan.deviceID(of: agent.id, number), day: CivilDate(daysSinceEpoch: day).description,
                first: first, last: now, minutes: Int((now.monotonic - first.monotonic) / 60),
                timesPlugged: number == 4 ? 1 : 0)
        }
        let test = kind == .lineTest ? MadeLineTest.of(agent.id, seq: seq, at: now) : nil
        let report = Report(
            agent: agent.id, stream: agent.stream, seq: seq, sealedAt: now, scan: scan,
            scannedAt: scan == nil ? nil : now, deviceDays: days, lineTests: test.map { [$0] },
            slots: test.map { [MadeLineTest.slot(of: $0, at: now)] }, devicesDigest: devices,
            devicesSeq: scan == nil ? 1 : seq)
        let envelope = try Envelope.seal(report, kind: .report, with: agent.key)
        return LoadEnvelope(agent: agent.id, stream: agent.stream, seq: seq, envelope: envelope)
    }

    /// One start of a computer.
    struct Boot: Sendable {
        let id: String
        private let start: Date

        init(agent: AgentID, start: Date) {
            var digits = Digest.hex128(agent.text, "\(start.timeIntervalSince1970)")
            for place in [8, 13, 18, 23] { digits.insert("-", at: digits.index(digits.startIndex, offsetBy: place)) }
            id = digits
            self.start = start
        }

        func observed(_ time: Date) -> ObservedTime {
            let seconds = (time.timeIntervalSince(start) * 100).rounded() / 100
            return ObservedTime(bootID: id, monotonic: max(0, seconds), wallClock: time)
        }
    }
}

/// An envelope on its way, and where it belongs.
struct LoadEnvelope: Sendable {
    var agent: AgentID
    var stream: String
    var seq: Int
    var envelope: Envelope
}
