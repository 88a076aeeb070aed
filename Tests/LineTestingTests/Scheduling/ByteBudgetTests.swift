import FoundationEssentials
import Reports
import Testing

@testable import LineTesting

@Suite struct ByteBudgetTests {
    static func day(_ text: String) -> CivilDate { CivilDate(text)! }
    let month = 300_000_000

    @Test func aMonthOfGreedyDaysEndsAtTheBudget() {
        var budget = ByteBudget(monthlyBytes: month)
        var total = 0
        for day in 1...30 {
            let date = Self.day("2026-11-\(day < 10 ? "0" : "")\(day)")
            #expect(budget.allowance(on: date) == 10_000_000, "\(date)")
            total += budget.allowance(on: date)
            budget.spend(budget.allowance(on: date), on: date)
            #expect(budget.allowance(on: date) == 0)
        }
        #expect(total == month)
    }

    @Test func unspentDaysCarryOverWithinTheMonthButNeverInABurst() {
        let budget = ByteBudget(monthlyBytes: month)
        #expect(budget.allowance(on: Self.day("2026-11-11")) == 15_000_000)
        // All 300 MB are left for one day: it gets two even shares.
        #expect(budget.allowance(on: Self.day("2026-11-30")) == 20_000_000)
        #expect(budget.allowance(on: Self.day("2026-12-01")) == month / 31)
    }

    @Test func todaysSpendingDoesNotShrinkTodaysShareTwice() {
        var budget = ByteBudget(monthlyBytes: month)
        budget.spend(4_000_000, on: Self.day("2026-11-01"))
        #expect(budget.allowance(on: Self.day("2026-11-01")) == 6_000_000)
    }

    @Test func aYearAheadByMistakeDoesNotSilenceTheRestOfTheMonth() {
        var budget = ByteBudget(monthlyBytes: month)
        budget.spend(8_000_000, on: Self.day("2027-11-20"))
        #expect(budget.allowance(on: Self.day("2026-11-20")) > 0)
    }

    @Test func aTestCutOffCountsInFullAndOneThatEndedAsItWas() throws {
        let today = Self.day("2026-11-01")
        var budget = ByteBudget(monthlyBytes: month)
        budget.reserve(10_000_000, on: today)
        #expect(budget.allowance(on: today) == 0)
        var ended = budget
        ended.spend(3_000_000, on: today)
        #expect(ended.allowance(on: today) == 7_000_000)
        ended.spend(1_000_000, on: today)
        #expect(ended.allowance(on: today) == 6_000_000)
        var ledger = try JSONDecoder().decode(ByteBudget.Ledger.self, from: try JSONEncoder().encode(budget.ledger))
        ledger.keepReservation()
        var restarted = ByteBudget(monthlyBytes: month, ledger: ledger)
        restarted.spend(1, on: Self.day("2026-11-02"))
        #expect(restarted.allowance(on: today) == 0)
    }

    @Test func theLedgerSurvivesAndStaysSmall() throws {
        var budget = ByteBudget(monthlyBytes: month)
        for days in 0..<800 { budget.spend(1_000, on: Self.day("2026-01-01").adding(days: days)) }
        #expect(budget.ledger.days.count <= 62)
        #expect(budget.ledger.months.count <= 12)
        let read = try JSONDecoder().decode(
            ByteBudget.Ledger.self, from: try JSONEncoder().encode(budget.ledger))
        #expect(read == budget.ledger)
    }

    @Test(
        "an absurd ledger does not trap",
        arguments: [
            #"{"months":{"2026-11":9223372036854775807,"x":-5},"days":{"2026-11-22":9223372036854775807}}"#,
            #"{"months":{},"days":{"2026-11-22":9223372036854775807}}"#,
            #"{"months":{"2026-11":-9223372036854775808},"days":{"2026-11-22":-9223372036854775808}}"#,
            #"{"months":{"2026-11":-9},"days":{},"reserved":{"bytes":-9223372036854775808,"day":"2026-11-22","months":["2026-11"]}}"#,
        ])
    func absurd(text: String) throws {
        var budget = ByteBudget(
            monthlyBytes: month, ledger: try JSONDecoder().decode(ByteBudget.Ledger.self, from: Data(text.utf8)))
        budget.spend(.max, on: Self.day("2026-11-22"))
        #expect(budget.allowance(on: Self.day("2026-11-22")) == 0)
        #expect(budget.allowance(on: Self.day("2026-11-23")) == 0)
    }
}
