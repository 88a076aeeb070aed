/// One direction of a link: decides for each packet whether it gets through and when. Pure: the clock is handed in.
///
/// A packet first meets the random loss, then a queue of so many bytes that drops at its tail, then the rate, then the
/// delay. Packets never overtake each other.
struct LinkDirection {
    enum Fate: Equatable {
        /// At this moment, in nanoseconds.
        case delivered(at: Int)
        case lost
        case queueFull
    }

    private struct Departure {
        var time: Int
        var bytes: Int
    }

    private let delay: Int
    private let queueBytes: Int
    private let loss: Double
    private var rate: RateModel
    private var random: RandomSource
    /// What waits or is being sent: a ring that never grows.
    private var departures: [Departure]
    private var first = 0
    private var count = 0
    /// Bytes that wait or are being sent.
    private(set) var queued = 0
    private var lastDeparture: Int

    /// - Parameter start: the clock at the beginning, in nanoseconds.
    init(_ settings: DirectionSettings, start: Int, seed: UInt64) {
        delay = settings.delay
        queueBytes = max(settings.queueBytes, PacketRing.packetLimit)
        loss = settings.loss
        random = RandomSource(seed: seed)
        rate = settings.rateModel(start: start, seed: random.next())
        // No packet of TCP over IPv4 is shorter than 40 bytes.
        departures = Array(repeating: Departure(time: 0, bytes: 0), count: queueBytes / 40 + 1)
        lastDeparture = start
    }

    mutating func offer(bytes: Int, at now: Int) -> Fate {
        if loss > 0, Double.random(in: 0..<1, using: &random) < loss { return .lost }
        forget(until: now)
        guard queued + bytes <= queueBytes, count < departures.count else { return .queueFull }
        lastDeparture = rate.transmit(bytes: bytes, from: max(now, lastDeparture))
        departures[(first + count) % departures.count] = Departure(time: lastDeparture, bytes: bytes)
        count += 1
        queued += bytes
        return .delivered(at: lastDeparture + delay)
    }

    private mutating func forget(until now: Int) {
        while count > 0, departures[first].time <= now {
            queued -= departures[first].bytes
            first = (first + 1) % departures.count
            count -= 1
        }
    }
}
