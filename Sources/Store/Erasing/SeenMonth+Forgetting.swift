extension SeenMonth {
    /// Takes days out of what is told.
    /// - Parameter days: bit 0 is the first of the month.
    /// - Returns: whether any was told of.
    public mutating func forget(days: UInt32) -> Bool { keep { _, day in days & (1 << UInt32(day - 1)) == 0 } }

    /// Takes a device out of what is told.
    /// - Returns: whether it was told of.
    public mutating func forget(device: Int) -> Bool { keep { number, _ in number != device } }

    private mutating func keep(_ isKept: (_ device: Int, _ day: Int) -> Bool) -> Bool {
        var kept = SeenMonth()
        for device in devices {
            for (day, seen) in device.dated where isKept(device.number, day) {
                kept.note(seen, of: device.number, on: day)
            }
        }
        defer { self = kept }
        return kept != self
    }
}
