/// What one direction of a link is to be like.
struct DirectionSettings: Equatable {
    /// Bits a second, counting IP bytes; the mean of a fluctuating rate, the sustained rate of a token bucket.
    var rate: Double
    /// One way, in nanoseconds.
    var delay = 0
    /// What may wait, in bytes, the packet being sent included; nil is 100 ms at `rate`, and 30 kB at least.
    var queue: Int?
    /// Share of packets, from 0 to 1.
    var loss = 0.0
    /// Standard deviation of the rate over its mean; 0 keeps it constant.
    var variation = 0.0
    /// Of a fluctuating rate, in nanoseconds.
    var correlation = 3_000_000_000
    /// What a token bucket holds, in bytes; 0 is no bucket.
    var burst = 0.0
    /// The rate while the bucket lasts, in bits a second.
    var peak = 0.0

    var queueBytes: Int { queue ?? max(30_000, Int(rate / 8 / 10)) }

    func rateModel(start: Int, seed: UInt64) -> RateModel {
        if burst > 0 {
            .bucket(TokenBucket(sustained: rate, peak: peak, burst: burst, start: start))
        } else if variation > 0 {
            .fluctuating(
                FluctuatingRate(mean: rate, variation: variation, correlation: correlation, start: start, seed: seed))
        } else {
            .constant(rate)
        }
    }

    /// Memory for the packets of this direction: the queue, what is under way, and 50 ms in which nobody delivers.
    /// Short packets, such as acknowledgements, need up to twice their length.
    func ringBytes(ceiling: Double) -> Int {
        2 * (queueBytes + Int(ceiling / 8 * (Double(delay) / 1e9 + 0.05))) + 64 * PacketRing.packetLimit
    }
}

extension DirectionSettings {
    /// - Parameter text: `rate=20M,delay=40,queue=250000`; see README.md for the keys and their units.
    /// - Throws: `OptionFailure`.
    init(parsing text: String) throws(OptionFailure) {
        self.init(rate: 0)
        for part in text.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, let number = Self.number(pair[1]), number >= 0 else {
                throw OptionFailure("\(part): wants KEY=NUMBER")
            }
            switch pair[0] {
            case "rate": rate = number
            case "delay": delay = Int(number * 1e6)
            case "queue": queue = Int(number)
            case "loss": loss = number
            case "cv": variation = number
            case "correlation": correlation = Int(number * 1e9)
            case "burst": burst = number
            case "peak": peak = number
            default: throw OptionFailure("\(pair[0]): no such key; README.md lists them")
            }
        }
        guard (1e3...1e10).contains(rate), peak <= 1e10 else {
            throw OptionFailure("\(text): wants a rate of 1k to 10G")
        }
        guard delay <= 60_000_000_000 else { throw OptionFailure("\(text): wants a delay of 60,000 ms at most") }
        guard loss < 1 else { throw OptionFailure("\(text): wants a loss below 1") }
        guard variation == 0 || burst == 0 else { throw OptionFailure("\(text): wants cv or burst, not both") }
        guard variation == 0 || correlation > 0 else { throw OptionFailure("\(text): wants a correlation above 0") }
        guard burst == 0 || peak >= rate else { throw OptionFailure("\(text): burst wants a peak of the rate or more") }
    }

    /// `20M` is 20,000,000, `8k` is 8,000.
    private static func number(_ text: Substring) -> Double? {
        let factors: [Character: Double] = ["k": 1e3, "M": 1e6, "G": 1e9]
        guard let last = text.last, let factor = factors[last] else { return finite(text) }
        return finite(text.dropLast()).map { $0 * factor }
    }

    /// At most 10^9, so that no conversion to nanoseconds or bytes overflows.
    private static func finite(_ text: Substring) -> Double? {
        Double(text).flatMap { $0 <= 1e9 ? $0 : nil }
    }
}
