import NIOCore
import Testing

@testable import Aggregator

@Suite("A connection's deadlines")
struct RequestClockTests {
    typealias Step = (at: Int64, event: RequestClock.Event)

    private static let limits = RequestClock.Limits(
        handshake: .seconds(1), head: .seconds(2), body: .seconds(4), answer: .seconds(8), idle: .seconds(16))

    private static func deadline(isSecure: Bool, _ steps: [Step]) -> Int64 {
        let start = NIODeadline.uptimeNanoseconds(0)
        var clock = RequestClock(limits, isSecure: isSecure, now: start)
        for step in steps { clock.note(step.event, at: start + .seconds(step.at)) }
        return (clock.deadline - start).nanoseconds / 1_000_000_000
    }

    @Test("one for the handshake, whatever arrives in it")
    func handshake() {
        #expect(Self.deadline(isSecure: true, []) == 1)
        #expect(Self.deadline(isSecure: true, [(1, .bytes)]) == 1)
        #expect(Self.deadline(isSecure: true, [(1, .secured)]) == 3)
    }

    @Test("one for the first head, that dripping does not move")
    func head() {
        #expect(Self.deadline(isSecure: false, []) == 2)
        #expect(Self.deadline(isSecure: false, [(1, .bytes), (2, .bytes)]) == 2)
        #expect(Self.deadline(isSecure: true, [(1, .secured), (2, .bytes), (3, .bytes)]) == 3)
    }

    @Test("one for the body, from the head on")
    func body() {
        #expect(Self.deadline(isSecure: false, [(1, .bytes), (1, .head), (2, .bytes), (4, .bytes)]) == 5)
    }

    @Test("one for the answer, then idleness, then the next request's head")
    func answerAndIdle() {
        let asked: [Step] = [(0, .bytes), (0, .head), (1, .end)]
        #expect(Self.deadline(isSecure: false, asked) == 9)
        #expect(Self.deadline(isSecure: false, asked + [(3, .answered)]) == 19)
        #expect(Self.deadline(isSecure: false, asked + [(3, .answered), (10, .bytes), (11, .bytes)]) == 12)
    }

    @Test("an answer to one request does not lengthen the reading of the next")
    func pipelined() {
        let asked: [Step] = [(0, .bytes), (0, .head), (0, .end), (1, .bytes)]
        #expect(Self.deadline(isSecure: false, asked + [(2, .answered)]) == 3)
        #expect(Self.deadline(isSecure: false, asked + [(1, .head), (1, .end), (2, .answered)]) == 9)
    }

    @Test("connections are counted in all and by address, and no address is remembered")
    func ledger() {
        var ledger = ConnectionLedger(maximum: 3, maximumPerAddress: 2)
        let admitted = ["a", "a", "a", "b", "c"].map { ledger.enter($0) }
        #expect(admitted == [true, true, false, true, false])
        ledger.leave("c")
        ledger.leave("a")
        let next = ledger.enter("c")
        #expect(next)
        for address in ["a", "b", "c", "a"] { ledger.leave(address) }
        #expect(ledger.count == 0)
        #expect(ledger.addressCount == 0)
    }

    @Test(
        "an IPv6 network is one address",
        arguments: [
            ("10.0.0.5", "10.0.0.5"), ("::ffff:10.0.0.5", "10.0.0.5"), ("2001:db8::1", "20:1:d:b8:0:0:0:0/64"),
            ("2001:db8::ffff:ffff:ffff:ffff", "20:1:d:b8:0:0:0:0/64"),
        ])
    func countingKey(_ address: String, _ key: String) throws {
        #expect(try SocketAddress(ipAddress: address, port: 1).countingKey == key)
    }
}
