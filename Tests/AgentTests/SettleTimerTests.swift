import Testing

@testable import Agent

struct SettleTimerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Milliseconds at which something happened.
        var events: [Int]
        /// Milliseconds at which it settled, when asked at every deadline.
        var settled: [Int]
    }

    static let cases = [
        Case(testDescription: "nothing happens", events: [], settled: []),
        Case(testDescription: "one event", events: [0], settled: [250]),
        Case(testDescription: "each event begins the quiet anew", events: [0, 200, 400], settled: [650]),
        Case(testDescription: "an event on the deadline comes after it", events: [0, 250], settled: [250, 500]),
        Case(testDescription: "two devices, one after the other", events: [0, 10, 1_000], settled: [260, 1_250]),
        Case(
            testDescription: "a device that never rests is looked at after 3 s, and again",
            events: Array(stride(from: 0, through: 6_000, by: 100)), settled: [3_000, 6_000, 6_250]),
        Case(testDescription: "a burst in one instant", events: Array(repeating: 5, count: 1_000), settled: [255]),
    ]

    @Test(arguments: cases)
    func settles(_ example: Case) {
        let zero = ContinuousClock.now
        let instant = { (milliseconds: Int) in zero.advanced(by: .milliseconds(milliseconds)) }
        var timer = SettleTimer()
        var settled: [Int] = []
        for event in example.events + [1_000_000] {
            while let deadline = timer.deadline, deadline <= instant(event) {
                let early = timer.settles(at: deadline.advanced(by: .nanoseconds(-1)))
                let onTime = timer.settles(at: deadline)
                #expect(!early && onTime)
                settled.append(Int((deadline - zero) / .milliseconds(1)))
            }
            timer.event(at: instant(event))
        }
        #expect(settled == example.settled)
    }
}
