internal import Glibc

/// Passes packets between two devices until standard input ends: one thread, which sleeps until something is due.
struct LinkLoop: ~Copyable {
    /// Packets taken in one turn, so that neither side starves the other.
    private static let turn = 64
    /// A wake-up for each packet would cost more than the packets: what is due this soon goes out together.
    private static let coalescing = 100_000

    private let near: TunDevice
    private let far: TunDevice
    private var down: Lane
    private var up: Lane
    private var alarm: AlarmClock

    /// - Throws: `SystemFailure`.
    init(_ options: LinkOptions) throws {
        let near = try NetworkNamespace(name: options.near.namespace).enter {
            try TunDevice(name: options.device, address: options.near.address)
        }
        let far = try NetworkNamespace(name: options.far.namespace).enter {
            try TunDevice(name: options.device, address: options.far.address)
        }
        let alarm = try AlarmClock()
        self.near = near
        self.far = far
        self.alarm = alarm
        let start = MonotonicClock.now
        var seeds = RandomSource(seed: options.seed)
        down = Lane(options.down, start: start, seed: seeds.next())
        up = Lane(options.up, start: start, seed: seeds.next())
    }

    var summary: String { "down: \(down.counts)\nup: \(up.counts)" }

    private var nextDue: Int? {
        mutating get {
            guard let one = down.nextDue else { return up.nextDue }
            return min(one, up.nextDue ?? one)
        }
    }

    /// - Throws: `SystemFailure`.
    mutating func run() throws {
        var polled = [STDIN_FILENO, near.descriptor, far.descriptor, alarm.descriptor].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        while true {
            let more = step()
            if !more { try alarm.set(max(nextDue ?? .max, MonotonicClock.now + Self.coalescing)) }
            guard poll(&polled, nfds_t(polled.count), more ? 0 : -1) >= 0 || errno == EINTR else {
                throw SystemFailure("wait for packets")
            }
            if polled[0].revents != 0, Self.inputEnded() { return }
        }
    }

    /// - Returns: whether packets may be waiting still.
    private mutating func step() -> Bool {
        let now = MonotonicClock.now
        down.deliver(to: near, at: now)
        up.deliver(to: far, at: now)
        let moreDown = down.take(from: far, limit: Self.turn)
        let moreUp = up.take(from: near, limit: Self.turn)
        return moreDown || moreUp
    }

    private static func inputEnded() -> Bool {
        var byte: UInt8 = 0
        return read(STDIN_FILENO, &byte, 1) <= 0
    }
}
