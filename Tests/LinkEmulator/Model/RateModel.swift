/// How fast one direction of a link sends.
enum RateModel {
    /// Bits a second.
    case constant(Double)
    case fluctuating(FluctuatingRate)
    case bucket(TokenBucket)

    /// The most it ever sends, in bits a second.
    var ceiling: Double {
        switch self {
        case .constant(let rate): rate
        case .fluctuating(let process): process.mean * FluctuatingRate.bounds.upperBound
        case .bucket(let bucket): bucket.peak
        }
    }

    /// When a packet is out whose turn comes at `start`, in nanoseconds; `start` never goes back.
    mutating func transmit(bytes: Int, from start: Int) -> Int {
        let bits = Double(bytes * 8)
        switch self {
        case .constant(let rate):
            return start + Int((bits * 1e9 / rate).rounded(.up))
        case .fluctuating(var process):
            defer { self = .fluctuating(process) }
            return process.transmit(bits: bits, from: start)
        case .bucket(var bucket):
            defer { self = .bucket(bucket) }
            return bucket.transmit(bits: bits, from: start)
        }
    }
}
