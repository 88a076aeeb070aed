import Foundation
import Testing

@testable import Agent

struct LocateAllowanceTests {
    private let start = Date(timeIntervalSince1970: 1_788_249_600)

    @Test func fourADayAndNoMore() {
        var allowance = LocateAllowance()
        for _ in 0..<LocateAllowance.testsADay {
            #expect(allowance.permits(at: start, day: "2026-09-01"))
            allowance.count(on: "2026-09-01")
        }
        #expect(!allowance.permits(at: start, day: "2026-09-01"))
        #expect(allowance.permits(at: start, day: "2026-09-02"))
        allowance.count(on: "2026-09-02")
        #expect(allowance.permits(at: start, day: "2026-09-02"))
    }

    @Test(arguments: [
        (900, 0.0, 900.0), (900, 1.0, 1_800.0), (nil, 0.0, 3_600.0), (.max, 0.0, 86_400.0), (-5, 0.0, 1.0),
    ])
    func patienceHasAnEnd(asked: Int?, jitter: Double, seconds: Double) {
        var allowance = LocateAllowance()
        allowance.wait(asked, from: start, jitter: jitter)
        #expect(!allowance.permits(at: start.addingTimeInterval(seconds - 0.5), day: "d"))
        #expect(allowance.permits(at: start.addingTimeInterval(seconds), day: "d"))
    }

    /// The clock said 2099 when patience was asked for, and then the right year.
    @Test func aClockSetBackDoesNotSilenceForYears() {
        var allowance = LocateAllowance()
        allowance.wait(900, from: start.addingTimeInterval(70 * 365 * 86_400), jitter: 0)
        #expect(allowance.permits(at: start, day: "d"))
    }
}
