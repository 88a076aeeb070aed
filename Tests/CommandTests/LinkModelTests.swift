import Testing

@testable import LinkEmulator

@Suite("The emulated line, packet by packet")
struct LinkModelTests {
    private static let second = 1_000_000_000

    /// Offers packets back to back for a while; answers the bits delivered in each full second after the first.
    private func saturate(_ settings: String, seconds: Int, seed: UInt64 = 1) throws -> [Double] {
        let settings = try DirectionSettings(parsing: settings)
        var direction = LinkDirection(settings, start: 0, seed: seed)
        // Three packets for each that gets through: the queue never runs empty.
        let between = Int(12_000e9 / settings.rate / 3)
        var bits = [Double](repeating: 0, count: seconds + 1)
        for now in stride(from: 0, to: seconds * Self.second, by: between) {
            guard case .delivered(let time) = direction.offer(bytes: 1500, at: now) else { continue }
            bits[min(time / Self.second, seconds)] += 12_000
        }
        return Array(bits[1..<seconds])
    }

    @Test("a constant rate is kept to the packet", arguments: ["500k", "5M", "100M"])
    func constantRate(_ rate: String) throws {
        let expected = try DirectionSettings(parsing: "rate=\(rate)").rate
        for bits in try saturate("rate=\(rate)", seconds: 4) { #expect(abs(bits - expected) <= 12_000) }
    }

    @Test("delay and sending time add up, and the queue drops what does not fit, and keeps the order")
    func delayAndQueue() throws {
        // 1500 bytes at 12 Mbps take 1 ms to send.
        let settings = try DirectionSettings(parsing: "rate=12M,delay=40,queue=4500")
        var direction = LinkDirection(settings, start: 0, seed: 1)
        let fates = (0..<4).map { _ in direction.offer(bytes: 1500, at: 0) }
        #expect(
            fates == [
                .delivered(at: 41_000_000), .delivered(at: 42_000_000), .delivered(at: 43_000_000), .queueFull,
            ])
        #expect(direction.offer(bytes: 1500, at: 999_999) == .queueFull)
        #expect(direction.offer(bytes: 1500, at: 1_000_000) == .delivered(at: 44_000_000))
        #expect(direction.offer(bytes: 1500, at: Self.second) == .delivered(at: Self.second + 41_000_000))
        #expect(direction.queued == 1500)
    }

    @Test("losses come at their share, and the same ones for the same seed")
    func losses() throws {
        let settings = try DirectionSettings(parsing: "rate=1G,loss=0.02")
        func lost(_ seed: UInt64) -> [Int] {
            var direction = LinkDirection(settings, start: 0, seed: seed)
            return (0..<50_000).filter { direction.offer(bytes: 100, at: $0 * 1_000_000) == .lost }
        }
        // Five deviations of 50,000 draws at 2 %.
        #expect(abs(lost(1).count - 1_000) < 160)
        #expect(lost(1) == lost(1))
        #expect(lost(1) != lost(2))
    }

    @Test("a wandering rate has the mean, the variation and the correlation asked for")
    func fluctuation() throws {
        let rates = try saturate("rate=5M,queue=3000,cv=0.2,correlation=3", seconds: 3_000, seed: 5)
        let mean = rates.reduce(0, +) / Double(rates.count)
        let variance = rates.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(rates.count)
        let lagged = zip(rates, rates.dropFirst(3)).map { ($0 - mean) * ($1 - mean) }.reduce(0, +)
        #expect(abs(mean / 5e6 - 1) < 0.05, "mean \(mean)")
        // Averaging over a second takes about a tenth off the variance, and adds as much to the correlation.
        #expect((0.16...0.22).contains(variance.squareRoot() / mean), "variation \(variance.squareRoot() / mean)")
        #expect((0.27...0.50).contains(lagged / Double(rates.count) / variance), "correlation over 3 s")
    }

    @Test("a token bucket runs at its peak, then at the sustained rate, and fills up again")
    func tokenBucket() throws {
        let settings = try DirectionSettings(parsing: "rate=20M,queue=3000,burst=8000000,peak=50M")
        var model = settings.rateModel(start: 0, seed: 1)
        func sent(from start: Int, to end: Int) -> Double {
            var (time, bytes) = (start, 0)
            while time < end {
                time = model.transmit(bytes: 1500, from: time)
                bytes += 1500
            }
            return Double(bytes * 8)
        }
        // 64 Mbit at 50 in and 20 out of the bucket: 2.13 s.
        #expect(abs(sent(from: 0, to: 2 * Self.second) - 100e6) < 24_000)
        let rest = sent(from: 3 * Self.second, to: 5 * Self.second)
        // A second's rest had filled it with 20 Mbit, at most, beside what the 2.13 s had left.
        #expect(rest > 40e6 && rest < 70e6, "\(rest)")
        #expect(abs(sent(from: 5 * Self.second, to: 7 * Self.second) - 40e6) < 24_000)
        #expect(abs(sent(from: 20 * Self.second, to: 22 * Self.second) - 100e6) < 24_000)
    }

    @Test("packets come out of the ring as they went in, whatever their lengths, and none over its end")
    func ring() {
        var ring = PacketRing(bytes: 20_000)
        var random = RandomSource(seed: 3)
        var (next, expected, refused) = (0, 0, 0)
        for _ in 0..<50_000 {
            if Bool.random(using: &random) {
                guard let room = ring.room() else {
                    refused += 1
                    continue
                }
                let length = Int.random(in: 20...PacketRing.packetLimit, using: &random)
                for index in 0..<length { room[index] = UInt8(truncatingIfNeeded: next &+ index) }
                ring.keep(length: length, due: next)
                next += 1
            } else {
                var isWhole = false
                let wasDue = ring.takeDue(at: expected) { packet in
                    isWhole = packet.enumerated().allSatisfy { $1 == UInt8(truncatingIfNeeded: expected &+ $0) }
                }
                guard wasDue else { continue }
                #expect(isWhole, "packet \(expected)")
                expected += 1
            }
        }
        #expect(next == expected + ring.count && next > 10_000 && refused > 100)
    }

    @Test(
        "settings that make no line are refused",
        arguments: [
            "", "rate=0", "rate=fast", "rate=-5M", "rate=inf", "rate=20M,loss=1", "rate=20M,cv=0.2,burst=1000,peak=50M",
            "rate=20M,burst=1000", "rate=20M,colour=1", "rate=20M,delay=100000", "rate=20M,cv=0.2,correlation=0",
            "rate",
        ])
    func badSettings(_ text: String) {
        #expect(throws: OptionFailure.self) { try DirectionSettings(parsing: text) }
    }
}
