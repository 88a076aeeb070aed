import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let together = [
        StoreContract("reports that come together leave what they leave one by one") { world in
            try await world.withSchools()
            var scanned = 0
            for seed in 1...UInt64(12) {
                var telling = ReportTelling(seed: seed)
                let told = (0..<40).map { telling.next(at: 60 + Double($0) * 30) }
                let one = try await world.withAgent(school: "A-1")
                let all = try await world.withAgent(school: "B-1")
                var singly = IngestOutcome()
                for report in told {
                    let outcome = try await world.store.ingest([report.sealed(by: one, in: world)])
                    singly.dispositions += outcome.dispositions
                    singly.accepted.merge(outcome.accepted) { $1 }
                    singly.rekey.formUnion(outcome.rekey)
                }
                let together = try await world.store.ingest(told.map { try $0.sealed(by: all, in: world) })
                #expect(together.dispositions == singly.dispositions, "seed \(seed)")
                #expect(Set(together.dispositions).count > 2, "seed \(seed) tells too little")
                #expect(together.ranges == singly.ranges, "seed \(seed)")
                #expect(together.rekey.isEmpty == singly.rekey.isEmpty, "seed \(seed)")
                let (left, right) = (try await world.held(of: one), try await world.held(of: all))
                #expect(left == right, "seed \(seed)")
                scanned += left.devices.count
            }
            #expect(scanned > 20, "too few devices to tell")
        }
    ]
}

/// What is held of one agent, without its name.
private struct Held: Equatable {
    var devices: [String]
    var agent: String
    var days: [String]
}

extension ContractWorld {
    fileprivate func held(of agent: ContractAgent) async throws -> Held {
        let query = Query(asOf: at(7_200), agent: agent.id)
        let devices = try await store.devices(query, scope: .everything).map { row in
            "\(row.id) \(row.attached) \(row.firstSeen) \(row.lastSeen) \(row.daysSeen) \(row.minutes) \(row.computers)"
        }
        let rows = try await store.agents(query, scope: .everything).map { row in
            """
            \(row.reports) \(row.setAside) \(row.suspectedClone) \(row.endedStreams) \
            \(row.lastSeen.map { "\($0)" } ?? "-") \(row.streamEndedAt.map { "\($0)" } ?? "-")
            """
        }
        let school = try #require(try await store.agents(query, scope: .everything).first).school
        let coverage = try await store.coverage(Query(asOf: at(7_200), school: school), scope: .everything)
        return Held(
            devices: devices.sorted(), agent: rows.joined(),
            days: coverage.map { "\($0.coverage.daysRun) \($0.coverage.agents)" })
    }
}

extension IngestOutcome {
    fileprivate var ranges: [String: SequenceRanges] {
        Dictionary(uniqueKeysWithValues: accepted.map { ($0.key.stream, $0.value) })
    }
}

/// A report before anybody signs it.
private struct ToldReport {
    var seq: Int
    var stream: String
    var boot: String
    var seconds: TimeInterval
    var days: [(device: String, day: String, from: TimeInterval, minutes: Int)]
    var scanned: [String]?

    func sealed(by agent: ContractAgent, in world: ContractWorld) throws -> VerifiedReport {
        try world.report(
            agent, seq, stream: stream, at: seconds, boot: boot,
            scan: scanned.map { world.scan($0.map { world.device($0) }) },
            days: days.map { day in
                DeviceDay(
                    device: day.device, day: day.day, first: world.time(day.from, boot: boot),
                    last: world.time(seconds, boot: boot), minutes: day.minutes, timesPlugged: 1)
            })
    }
}

/// Tells of a few devices as real agents may: mostly the next number, now and then one again, one changed, a restored disk,
/// another boot, a scan.
private struct ReportTelling {
    private var random: Random
    private var next: [String: Int] = [:]
    private var past: [ToldReport] = []

    init(seed: UInt64) { random = Random(state: seed) }

    mutating func next(at seconds: TimeInterval) -> ToldReport {
        if let old = past.randomElement(using: &random), chance(8) {
            if chance(5) { return old }
            var changed = old
            changed.seconds = seconds
            return remembered(changed)
        }
        let stream = String(repeating: chance(7) ? "b" : "a", count: 32)
        let seq = next[stream, default: 1] + (chance(10) ? 2 : 0)
        next[stream] = seq + 1
        let devices = ["d1", "d2", "d3", "d4"].filter { _ in !chance(3) }
        return remembered(
            ToldReport(
                seq: seq, stream: stream, boot: chance(12) ? "other" : "boot", seconds: seconds,
                days: devices.map { device in
                    let day = chance(4) ? "2025-08-31" : "2025-09-01"
                    return (device, day, seconds / 2, Int(seconds / 60))
                },
                scanned: chance(6) ? devices : nil))
    }

    private mutating func remembered(_ report: ToldReport) -> ToldReport {
        past.append(report)
        return report
    }

    private mutating func chance(_ one: UInt64) -> Bool { UInt64.random(in: 0..<one, using: &random) == 0 }
}

/// Source: SplitMix64, S. Vigna.
private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }
}
