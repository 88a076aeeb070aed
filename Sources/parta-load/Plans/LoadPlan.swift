internal import FoundationEssentials

/// Who sends what in which order: the turns of one run, each made when it is due.
struct LoadPlan: Sendable {
    /// One report to be sealed.
    struct Order: Sendable, Equatable {
        var agent: Int
        var kind: ReportMaker.Kind
        /// By the agent's clock.
        var time: Date
        /// When its computer was started. A computer's starts follow each other as its numbers do: else the region would take it
        /// for two with one key.
        var booted: Date
    }

    /// One agent's turn: its POSTs in order, each with the reports that it carries.
    typealias Turn = [[Order]]

    static let stormSeconds = 600.0
    static let dayHours = 8
    private static let testEvery = 10
    private static let hour = 3_600.0
    private static let day = 86_400.0
    /// A computer that is on through a run's hours was started before them.
    private var booted: Date { now.addingTimeInterval(-Self.day / 2) }

    let mode: LoadMode
    let agents: Int
    /// Reports in one POST.
    let envelopes: Int
    /// Days without the Internet.
    let days: Int
    let now: Date
    /// In a storm, who comes when.
    private let order: [Int32]

    init(mode: LoadMode, agents: Int, envelopes: Int, days: Int, now: Date) {
        self.mode = mode
        self.agents = agents
        self.envelopes = envelopes
        self.days = days
        self.now = now
        order = mode == .bootStorm ? Self.stormOrder(of: agents) : []
    }

    /// How many turns there are; nil for as many as limits allow.
    var turnCount: Int? {
        switch mode {
        case .firstDay: (agents + envelopes - 1) / envelopes
        case .delta: nil
        case .bootStorm, .offlineReturn, .pcDay: agents
        case .steadyDay: agents * Self.dayHours
        }
    }

    func turn(_ index: Int) -> Turn {
        switch mode {
        case .firstDay:
            let first = index * envelopes
            return [
                (first..<min(first + envelopes, agents)).map {
                    Order(agent: $0, kind: .delta, time: now, booted: booted)
                }
            ]
        case .delta: return [hours(envelopes, of: index % agents)]
        case .bootStorm:
            let agent = Int(order[index])
            guard envelopes == 1 else { return [hours(envelopes, of: agent)] }
            return [[Order(agent: agent, kind: .delta, time: now, booted: now.addingTimeInterval(-300))]]
        case .steadyDay:
            let (hour, turn) = (index / agents, index % agents)
            // Another order each hour, by steps that meet every agent once.
            let agent = (turn * Self.step(for: agents) + hour * 7_919) % agents
            let time = now.addingTimeInterval(Double(hour + 1 - Self.dayHours) * Self.hour)
            let kind: ReportMaker.Kind = (agent + hour) % Self.testEvery == 0 ? .lineTest : .delta
            return [[Order(agent: agent, kind: kind, time: time, booted: booted)]]
        case .offlineReturn:
            let all = (0..<days).map { number in
                let time = now.addingTimeInterval(Double(number + 1 - days) * Self.day)
                return Order(agent: index, kind: .delta, time: time, booted: time.addingTimeInterval(-8 * Self.hour))
            }
            return stride(from: 0, to: days, by: envelopes).map { Array(all[$0..<min($0 + envelopes, days)]) }
        case .pcDay:
            return [ReportMaker.Kind.delta, .lineTest, .delta].enumerated().map { hour, kind in
                let time = now.addingTimeInterval(Double(hour - 2) * Self.hour)
                return [Order(agent: index, kind: kind, time: time, booted: booted)]
            }
        }
    }

    /// The last hours of an agent, as close to each other as there is room for since its computer was started.
    private func hours(_ count: Int, of agent: Int) -> [Order] {
        let step = min(Self.hour, Self.day / 2 / Double(count + 1))
        return (0..<count).map { place in
            Order(
                agent: agent, kind: .delta, time: now.addingTimeInterval(Double(place + 1 - count) * step),
                booted: booted)
        }
    }

    /// Starts within ten minutes, most in the middle: the sum of two even draws.
    private static func stormOrder(of count: Int) -> [Int32] {
        var random = SplitMix(state: UInt64(count))
        let starts = (0..<count).map { _ in (random.unit() + random.unit()) / 2 * stormSeconds }
        return (0..<Int32(count)).sorted { starts[Int($0)] < starts[Int($1)] }
    }

    /// A step that shares no factor with `count`, so that going by it meets each once.
    static func step(for count: Int) -> Int {
        func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
        var step = max(1, count * 5 / 8)
        while divisor(step, count) != 1 { step += 1 }
        return step
    }
}

/// Random numbers that are the same in each run.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
private struct SplitMix {
    var state: UInt64

    /// From 0 up to, not including, 1.
    mutating func unit() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-53
    }
}
