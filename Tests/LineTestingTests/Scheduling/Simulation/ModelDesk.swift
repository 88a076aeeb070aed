import FoundationEssentials
import Reports

@testable import LineTesting

/// An aggregator's lease desk for one line, small and faithful: one holder, a time limit, a cap per agent and day, each slot
/// once, a byte budget for the line, and no word for who holds its clock wrong.
struct ModelDesk {
    struct Answer {
        var lease: Lease?
        var refusal: SlotRecord.Reason?
        var retryAfter: Int?
    }

    static let leaseSeconds = 90
    static let testsPerAgent = 2

    let calendar: SchoolCalendar
    private(set) var budget: ByteBudget
    private var holder: (pc: Int, lease: String, until: Date)?
    private var measured: Set<String> = []
    private var grants: [String: Int] = [:]
    private var count = 0

    init(calendar: SchoolCalendar, monthlyBytes: Int) {
        self.calendar = calendar
        budget = ByteBudget(monthlyBytes: monthlyBytes)
    }

    /// - Parameters:
    ///   - asked: what the asking computer's clock says.
    ///   - now: what the aggregator's says.
    mutating func ask(pc: Int, slot: String, asked: Date, now: Date) -> Answer {
        guard abs(asked.timeIntervalSince(now)) < 120 else { return Answer(refusal: .missed) }
        let day = calendar.day(of: now)
        if let holder, holder.until > now {
            return Answer(refusal: .heldByAnother, retryAfter: Int(holder.until.timeIntervalSince(now).rounded(.up)))
        }
        guard !measured.contains(slot) else { return Answer(refusal: .alreadyMeasured) }
        let key = "\(pc) \(day)"
        guard grants[key, default: 0] < Self.testsPerAgent else { return Answer(refusal: .agentCap) }
        let allowance = budget.allowance(on: day)
        guard allowance > 500_000 else { return Answer(refusal: .budget) }
        count += 1
        grants[key, default: 0] += 1
        let id = "lease-\(count)"
        holder = (pc, id, now.addingTimeInterval(Double(Self.leaseSeconds)))
        return Answer(
            lease: Lease(
                id: id, line: "1", seconds: Self.leaseSeconds, server: "ws://region:4443", token: "t",
                full: count % 5 == 0, byteAllowance: allowance))
    }

    /// Also bytes of a holder that fell silent are counted, as the server saw them.
    mutating func count(bytes: Int, at now: Date) { budget.spend(bytes, on: calendar.day(of: now)) }

    mutating func release(lease: String, slot: String) {
        measured.insert(slot)
        if holder?.lease == lease { holder = nil }
    }
}
