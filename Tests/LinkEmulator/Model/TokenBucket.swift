/// A line that runs at its peak until a bucket of bytes is used up, and at the sustained rate from then on.
struct TokenBucket {
    /// Bits a second.
    let sustained: Double
    let peak: Double
    /// What the bucket holds.
    let burst: Double
    private var bytes: Double
    private var filledAt: Int

    /// - Parameter burst: bytes; the bucket starts full, and takes a packet even where this is less than one.
    init(sustained: Double, peak: Double, burst: Double, start: Int) {
        self.sustained = sustained
        self.peak = peak
        self.burst = max(burst, Double(PacketRing.packetLimit))
        bytes = self.burst
        filledAt = start
    }

    /// When a packet is out whose turn comes at `start`, in nanoseconds; `start` never goes back.
    mutating func transmit(bits: Double, from start: Int) -> Int {
        let length = bits / 8
        fill(until: start)
        var begin = start
        if bytes < length {
            begin += Int(((length - bytes) * 8e9 / sustained).rounded(.up))
            fill(until: begin)
        }
        bytes = max(0, bytes - length)
        return begin + Int((bits * 1e9 / peak).rounded(.up))
    }

    private mutating func fill(until now: Int) {
        bytes = min(burst, bytes + sustained / 8 * Double(now - filledAt) / 1e9)
        filledAt = now
    }
}
