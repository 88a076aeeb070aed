import Foundation
import Testing

@testable import Aggregator

@Suite("Windows of callers", .timeLimit(.minutes(1)))
struct CallerWindowsTests {
    private let start = TestClock().now

    @Test("a window ends ten minutes after it began, to the second")
    func ending() throws {
        var windows = CallerWindows<Int>()
        windows.keep(.init(start: start, value: 7), of: "a", at: start)
        let last = start.addingTimeInterval(599.5)
        #expect(windows.running("a", at: last)?.value == 7)
        #expect(windows.running("a", at: last)?.secondsLeft(at: last) == 1)
        #expect(windows.running("a", at: start)?.secondsLeft(at: start) == 600)
        #expect(windows.running("a", at: start.addingTimeInterval(600)) == nil)
        #expect(windows.running("b", at: start) == nil)
        #expect(windows.running("a", at: start.addingTimeInterval(-3_600)) == nil, "a clock that was set back")
    }

    @Test("for a new caller the one goes whose window began first, and those that have ended before")
    func room() {
        var windows = CallerWindows<Int>()
        let room = CallerWindows<Int>.room
        for number in 0..<room {
            let begin = start.addingTimeInterval(Double(number) / 100)
            windows.keep(.init(start: begin, value: number), of: "\(number)", at: start)
        }
        #expect(windows.count == room)
        let later = start.addingTimeInterval(200)
        // Whoever is known needs no room.
        windows.keep(.init(start: later, value: -1), of: "0", at: later)
        #expect(windows.count == room)
        windows.keep(.init(start: later, value: -1), of: "new", at: later)
        #expect(windows.count == room - room / 10 + 1)
        #expect(windows.running("0", at: later) != nil && windows.running("1", at: later) == nil)
        #expect(windows.running("new", at: later) != nil)
    }
}
