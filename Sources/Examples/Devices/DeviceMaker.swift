internal import Reports
internal import Store

/// Surrounds one made-up PC with devices.
struct DeviceMaker {
    /// Devices that were there and are gone.
    static let goneShare = 0.06
    /// Devices that came after the period's start.
    static let newShare = 0.1

    private static let further = WeightedChoice(DeviceCatalog.further.map { ($0, weight: $0.weight) })

    /// The mean number of devices.
    var mean: Double
    var boots: Int
    /// The first boot that has days of devices.
    var firstDayBoot: Int
    var isPedagogical: Bool

    /// - Parameter shared: a device of another PC of the school that was seen here before, if there is one.
    func devices(_ draws: inout Draws, moved shared: Device?) -> [MadeDevice] {
        let count = max(1, Int((mean * draws.real(0.6, 1.4)).rounded()))
        var devices: [MadeDevice] = []
        devices.reserveCapacity(count + 1)
        for position in 0..<count {
            let model =
                position < DeviceCatalog.standard.count
                ? draws.pick(DeviceCatalog.standard[position]) : Self.further.draw(&draws)
            let device = model.device(
                id: draws.hex32(), port: position % 24, digest: draws.hex32(), serial: draws.hex32(),
                pedagogical: isPedagogical)
            devices.append(made(device, use: model.use, standard: position < DeviceCatalog.standard.count, &draws))
        }
        if var shared, boots > 1 {
            shared.digest = draws.hex32()
            var device = made(shared, use: 0.2, standard: true, &draws)
            device.lastBoot = boots / 2
            device.seen = days(device, use: 0.2, &draws)
            devices.append(device)
        }
        return devices
    }

    private func made(_ device: Device, use: Double, standard: Bool, _ draws: inout Draws) -> MadeDevice {
        var made = MadeDevice(device: device, firstBoot: 0, lastBoot: boots - 1, seen: [], key: draws.bits())
        if !standard, boots > 2 {
            if draws.chance(Self.newShare) { made.firstBoot = draws.below(boots - 1) }
            if draws.chance(Self.goneShare) { made.lastBoot = made.firstBoot + draws.below(boots - 1 - made.firstBoot) }
        }
        made.seen = days(made, use: use, &draws)
        return made
    }

    private func days(_ device: MadeDevice, use: Double, _ draws: inout Draws) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (boots + 63) / 64)
        let first = max(device.firstBoot, firstDayBoot)
        guard first <= device.lastBoot else { return words }
        for boot in first...device.lastBoot where use >= 1 || draws.chance(use) { words[boot / 64] |= 1 << (boot % 64) }
        return words
    }
}
