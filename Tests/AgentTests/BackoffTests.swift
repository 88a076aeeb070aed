import Agent
import Testing

struct BackoffTests {
    @Test(arguments: [0.0, 0.25, 1])
    func stepsDoubleUpToTheCap(jitter: Double) {
        var backoff = Backoff(baseSeconds: 30, capSeconds: 3_600, floorSeconds: 0)
        let waits = (0..<100).map { _ in backoff.next(jitter: jitter) }
        #expect(waits.prefix(9) == [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600].map { $0 * jitter }[...])
        #expect(waits.allSatisfy { $0 <= 3_600 })
        backoff.reset()
        #expect(backoff.next(jitter: 1) == 30)
    }

    @Test func noWaitIsShorterThanTheFloor() {
        var backoff = Backoff()
        #expect((0..<100).allSatisfy { _ in backoff.next(jitter: 0) == 5 })
        #expect(backoff.pause(retryAfter: 0, jitter: 0) == 5)
    }

    @Test(arguments: [(0, 5.0), (60, 60.0), (86_400, 86_400.0), (Int.max, 86_400.0), (-5, 5.0), (Int.min, 5.0)])
    func theServersWishIsTheLeast(asked: Int, least: Double) {
        var backoff = Backoff()
        #expect(backoff.next(retryAfter: asked, jitter: 0) == least)
        #expect(backoff.pause(retryAfter: asked, jitter: 0) == least)
        // Those who were told the same do not come back together.
        #expect(backoff.pause(retryAfter: asked, jitter: 1) > least)
    }
}
