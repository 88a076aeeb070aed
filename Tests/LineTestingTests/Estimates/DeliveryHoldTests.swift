import NDT7
import Testing

@testable import LineTesting

/// What counts as a hold of delivery and what is the line's own.
@Suite struct DeliveryHoldTests {
    /// Looks every 100 ms at the rates given.
    static func curve(_ mbps: [Double]) -> [DeliveryHold.Point] {
        var curve: [DeliveryHold.Point] = [(0, 0)]
        for (index, rate) in mbps.enumerated() {
            curve.append((Double(index + 1) / 10, curve[index].bytes + rate * 1e6 / 8 / 10))
        }
        return curve
    }

    static let even = Array(repeating: 20.0, count: 10)

    @Test(
        "a count that stands and catches up at once was held",
        arguments: [
            ([8, 8, 44], 40), ([20, 0, 40], 40), ([20, 19, 0, 40.5], 40), ([0, 0, 0, 0, 80, 40], 40), ([0, 40], 600),
        ] as [([Double], Double)])
    func held(rates: [Double], minRTTMs: Double) throws {
        let curve = Self.curve(Self.even + rates)
        let start = try #require(DeliveryHold.start(in: curve, roundTripSeconds: minRTTMs / 1000))
        #expect(start >= Self.even.count)
        #expect(start <= curve.count - 3)
    }

    @Test(
        "what is not made up for exactly, or too late, is the line's",
        arguments: [
            ("a dip", [8, 8, 20]), ("half made up", [8, 8, 25]), ("more than made up", [8, 8, 60]),
            ("a drop", [8, 8, 8]), ("a rise", [30, 40]),
            ("slow waves", [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 30, 130]),
            ("packets", [19.9, 20.1]), ("still standing", [0, 0]),
        ] as [(String, [Double])])
    func notHeld(name: String, rates: [Double]) {
        #expect(DeliveryHold.start(in: Self.curve(Self.even + rates), roundTripSeconds: 0.04) == nil, "\(name)")
    }

    @Test func nothingIsSaidWithoutARateToGoBy() {
        #expect(DeliveryHold.start(in: Self.curve([0, 40]), roundTripSeconds: 0.04) == nil)
        #expect(DeliveryHold.start(in: Self.curve([]), roundTripSeconds: 0.04) == nil)
        #expect(DeliveryHold.start(in: Self.curve(Array(repeating: 0, count: 12)), roundTripSeconds: 0.04) == nil)
    }

    @Test func stepsAreStraightWhereTheCountWasHeld() {
        let rates = Self.even + [8, 8, 44] + Self.even
        let steps = RateSteps(
            Self.curve(rates).dropFirst().map { .init(elapsedSeconds: $0.seconds, bytes: Int($0.bytes), minRTTMs: 40) })
        #expect(steps.count == 9)
        #expect(steps.mbps.allSatisfy { abs($0 - 20) < 0.01 })
        #expect(steps.intervals(from: 0).allSatisfy { abs($0.mbps - 20) < 0.01 })
    }
}
