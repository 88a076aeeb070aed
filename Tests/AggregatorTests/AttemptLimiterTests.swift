import Foundation
import Testing

@testable import Aggregator

@Suite("Counting wrong codes")
struct AttemptLimiterTests {
    private let start = Date(timeIntervalSince1970: 1_756_706_400)

    @Test("an address is blocked at the limit, others are not")
    func blocks() {
        var limiter = AttemptLimiter()
        for _ in 1..<AttemptLimiter.limit { limiter.note(from: "a", at: start) }
        #expect(!limiter.isBlocked("a", at: start))
        limiter.note(from: "a", at: start)
        #expect(limiter.isBlocked("a", at: start))
        #expect(!limiter.isBlocked("b", at: start))
        #expect(!limiter.isBlocked("a", at: start.addingTimeInterval(600)))
    }

    @Test("memory is bounded whatever number of addresses guess")
    func bounded() {
        var limiter = AttemptLimiter()
        for number in 0..<25_000 {
            limiter.note(from: "\(number)", at: start.addingTimeInterval(Double(number) / 100))
        }
        #expect(limiter.addressCount <= AttemptLimiter.addressLimit)
    }
}
