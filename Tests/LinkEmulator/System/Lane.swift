/// One direction at work: its decisions and the packets on their way.
struct Lane: ~Copyable {
    private var direction: LinkDirection
    private var ring: PacketRing
    private(set) var counts = LaneCounts()

    init(_ settings: DirectionSettings, start: Int, seed: UInt64) {
        direction = LinkDirection(settings, start: start, seed: seed)
        ring = PacketRing(bytes: settings.ringBytes(ceiling: settings.rateModel(start: start, seed: seed).ceiling))
    }

    /// When the next packet is due; nil while there is none.
    var nextDue: Int? { mutating get { ring.nextDue } }

    /// Takes up to `limit` packets off a device.
    /// - Returns: whether there may be more.
    mutating func take(from device: borrowing TunDevice, limit: Int) -> Bool {
        for _ in 0..<limit {
            guard let room = ring.room() else {
                counts.overflowed += 1
                return false
            }
            guard let length = device.read(into: room) else { return false }
            switch direction.offer(bytes: length, at: MonotonicClock.now) {
            case .delivered(let due): ring.keep(length: length, due: due)
            case .lost: counts.lost += 1
            case .queueFull: counts.queueFull += 1
            }
        }
        return true
    }

    /// Gives the device what is due.
    mutating func deliver(to device: borrowing TunDevice, at now: Int) {
        while ring.takeDue(at: now, { device.write($0) }) { counts.delivered += 1 }
    }
}

/// What became of the packets of one direction.
struct LaneCounts {
    var delivered = 0
    var lost = 0
    var queueFull = 0
    /// Times that the ring was full: the emulator itself was in the way.
    var overflowed = 0
}

extension LaneCounts: CustomStringConvertible {
    var description: String {
        "\(delivered) delivered, \(queueFull) dropped by the queue, \(lost) lost, \(overflowed) times the ring was full"
    }
}
