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

    @Test(
        "a caller is its IPv4 address or its /64 of IPv6",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:1:2::1", "2001:db8:1:2:0:0:0:0"),
            ("2001:db8:1:2:ffff::", "2001:db8:1:2::9%eth0"), ("fe80::1%eth0", "fe80::2"), ("unknown", "unknown"),
        ])
    func oneCaller(_ one: String, _ other: String) {
        #expect(CallerAddress(one) == CallerAddress(other))
        #expect(CallerAddress(one) != CallerAddress("2001:db8:1:3::1"))
        #expect(CallerAddress(one) != CallerAddress("192.0.2.2"))
    }

    @Test("while many guess together each may guess less, and who has not guessed is not held back")
    func everybody() {
        var limiter = GuessLimiter()
        for number in 1..<GuessLimiter.manyGuesses {
            limiter.note(from: CallerAddress("10.0.\(number / 256).\(number % 256)"), at: start)
        }
        let technician = CallerAddress("192.0.2.1")
        let guesser = CallerAddress("2001:db8::1")
        for _ in 0..<GuessLimiter.limitAmongMany { limiter.note(from: guesser, at: start) }
        #expect(limiter.isBlocked(guesser, at: start))
        #expect(!limiter.isBlocked(technician, at: start))
        limiter.note(from: technician, at: start)
        #expect(!limiter.isBlocked(technician, at: start), "one slip is none")
        #expect(!limiter.isBlocked(guesser, at: start.addingTimeInterval(600)))
    }

    private func address(_ number: Int) -> CallerAddress {
        CallerAddress("20.\(number / 256).\(number % 256).1")
    }

    @Test("more addresses than are told apart, in turns, meet a limit all the same")
    func roundRobin() {
        var limiter = GuessLimiter()
        // One in each of so many networks /24, which lie in 157 networks /16.
        let addresses = (0..<40_000).map(address)
        var lookedUp = 0
        var allowed: [Int] = []
        for round in 0..<4 {
            for (number, caller) in addresses.enumerated() {
                let now = start.addingTimeInterval(Double(round * addresses.count + number) / 2_000)
                guard !limiter.isBlocked(caller, at: now) else { continue }
                lookedUp += 1
                limiter.note(from: caller, at: now)
            }
            allowed.append(lookedUp)
        }
        let tables = GuessLimiter.room[0] + GuessLimiter.room[1]
        // Beyond both tables they lie in the last 79 networks /16.
        #expect(lookedUp == GuessLimiter.limitAmongMany * (tables + 79))
        #expect(allowed[3] == allowed[2] && lookedUp <= GuessLimiter.mostGuesses)
        let now = start.addingTimeInterval(100)
        #expect(!limiter.isBlocked(CallerAddress("192.0.2.1"), at: now), "a technician elsewhere")
        #expect(limiter.isBlocked(CallerAddress("20.156.200.9"), at: now), "in a network that guesses")
        #expect(!limiter.isBlocked(addresses[0], at: start.addingTimeInterval(600)))
    }

    @Test(
        "the networks of a caller",
        arguments: [
            ("192.0.2.1", ["192.0.2/24", "192.0/16"]), ("::ffff:192.0.2.1", ["192.0.2/24", "192.0/16"]),
            ("2001:db8:1:2::1", ["20:1:d:b8:0:1/48", "20:1:d:b8/32"]), ("unknown", ["unknown", "unknown"]),
        ])
    func networks(_ address: String, _ networks: [String]) {
        #expect(CallerAddress(address).networks == networks)
    }

    @Test("an address may guess as often as ever while few do")
    func few() {
        var limiter = GuessLimiter()
        let guesser = CallerAddress("192.0.2.1")
        for _ in 1..<AttemptLimiter.limit { limiter.note(from: guesser, at: start) }
        #expect(!limiter.isBlocked(guesser, at: start))
        limiter.note(from: guesser, at: start)
        #expect(limiter.isBlocked(guesser, at: start))
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
