/// Where a receiver's count stood still and then caught up at once, although the line gave the same all the while.
///
/// A receiver's kernel hands over in order: behind a lost packet all waits until it has been sent again, a round trip or two,
/// and is then counted in one moment. Cubic loses some packets every few seconds on any line, so that on a perfectly even
/// one a quarter of a second may read 8 Mbps and the next one 42 in place of 19. Between the two ends of a hold the count
/// says what arrived; within, it says nothing of the line.
enum DeliveryHold {
    typealias Point = (seconds: Double, bytes: Double)

    /// The count has to fall behind by as much as the line gives in so long: less is packets and clocks.
    static let leastSeconds = 0.01
    /// A count grows by whole packets, and a look falls between two.
    static let packetBytes = 1500.0
    /// Of what it fell behind so much may still be missing at the end, or be too much: what was held back has all arrived,
    /// and no more. A line that wanders does not make up for a dip this exactly.
    static let evenness = 0.2
    /// What is lost again while it is sent again takes longer than one round trip, and the queue adds to each: at least
    /// 30 kB on slow lines, which at 0.5 Mbps are half a second.
    static let roundTrips = 4.0
    static let queueBytes = 30_000.0
    static let leastLimitSeconds = 0.75
    static let longestSeconds = 4.0
    /// Below this share of the rate a count stands.
    static let standShare = 0.1
    /// The rate before is the median over so long.
    static let beforeSeconds = 1.0

    /// - Parameter curve: the receiver's count; the last point is the newest.
    /// - Returns: the index of the last point before a hold that ends with the last point; nil where none does.
    static func start(in curve: [Point], roundTripSeconds: Double) -> Int? {
        let last = curve.count - 1
        let before = max(beforeSeconds, 2 * roundTripSeconds)
        var best: (start: Int, left: Double)?
        var start = last - 2
        while start > 0, curve[last].seconds - curve[start].seconds < longestSeconds {
            // Between two looks nobody knows where a hold began or ended.
            let inner = curve[last - 1].seconds - curve[start + 1].seconds
            if let rate = usualRate(in: curve, before: start, seconds: before),
                inner <= limit(rate: rate, roundTripSeconds: roundTripSeconds),
                let left = missing(after: curve[start...last], rate: rate), left < best?.left ?? .infinity
            {
                best = (start, left)
            }
            start -= 1
        }
        return best?.start
    }

    /// The index of the last point that was not held back, where the curve ends within a hold: the count stands, and it has
    /// not done so for longer than a hold may last. Else that of the last point.
    static func end(of curve: [Point], roundTripSeconds: Double) -> Int {
        let last = curve.count - 1
        let before = max(beforeSeconds, 2 * roundTripSeconds)
        var (end, earlier) = (last, last - 1)
        while earlier > 0, curve[last].seconds - curve[earlier].seconds < longestSeconds {
            guard let rate = usualRate(in: curve, before: earlier, seconds: before) else { break }
            let stood = curve[last].seconds - curve[earlier].seconds
            guard (curve[last].bytes - curve[earlier].bytes) / rate < standShare * stood else { break }
            if stood <= limit(rate: rate, roundTripSeconds: roundTripSeconds) { end = earlier }
            earlier -= 1
        }
        // What stands for longer does so for a reason of its own.
        return earlier == end - 1 ? end : last
    }

    private static func limit(rate: Double, roundTripSeconds: Double) -> Double {
        min(longestSeconds, max(leastLimitSeconds, roundTrips * (roundTripSeconds + queueBytes / rate)))
    }

    /// How many seconds' worth of bytes are missing, or too much, at the end of a hold; nil where the count does not fall
    /// behind a line of `rate` at once, or has not caught up at the last point.
    private static func missing(after part: ArraySlice<Point>, rate: Double) -> Double? {
        let begin = part[part.startIndex]
        let behind = part.dropFirst().map { $0.seconds - begin.seconds - ($0.bytes - begin.bytes) / rate }
        guard let deepest = behind.max(), let end = behind.last, behind[0] > 0 else { return nil }
        let packets = 2 * packetBytes / rate
        guard deepest >= max(leastSeconds, 2 * packets), abs(end) <= evenness * deepest + packets else { return nil }
        return abs(end)
    }

    /// The median rate of the time before a point, in bytes a second; nil where too little was seen to go by.
    private static func usualRate(in curve: [Point], before end: Int, seconds: Double) -> Double? {
        var looks: [(rate: Double, seconds: Double)] = []
        var index = end
        while index > 0, curve[end].seconds - curve[index].seconds < seconds {
            let length = curve[index].seconds - curve[index - 1].seconds
            looks.append(((curve[index].bytes - curve[index - 1].bytes) / length, length))
            index -= 1
        }
        let all = looks.reduce(0) { $0 + $1.seconds }
        guard looks.count >= 3 || all >= seconds / 2 else { return nil }
        looks.sort { $0.rate < $1.rate }
        var passed = 0.0
        let middle = looks.first { look in
            passed += look.seconds
            return passed >= all / 2
        }
        return middle.flatMap { $0.rate > 0 ? $0.rate : nil }
    }
}
