public import Reports

extension Scan {
    /// The scan as it may be stored and signed: serials of what may be somebody's own become `hash:` and a hash keyed
    /// with the region's key, and the ids made of them are keyed as well (a serial is short enough to be guessed from a
    /// hash without a key).
    ///
    /// Before enrolment there is no key: such serials are dropped and the ids made by place.
    /// - Parameters:
    ///   - regionHash: the region's, nil before enrolment.
    ///   - computer: the same as in `Scanner.Settings.computer`.
    ///   - serials: how those of a category leave the computer; what is none leaves the device known by its place.
    public func applying(
        regionHash: RegionHash?, computer: String, serials: (Category) -> SerialPolicy = SerialPolicy.builtIn(for:)
    ) -> Scan {
        var scan = self
        scan.devices = devices.map {
            $0.applying(regionHash: regionHash, computer: computer, policy: serials($0.category))
        }
        return scan
    }
}

extension Device {
    /// What marks a serial that is no longer one.
    static let hashPrefix = "hash:"

    fileprivate func applying(regionHash: RegionHash?, computer: String, policy: SerialPolicy) -> Device {
        guard policy != .plain, let serial, !serial.hasPrefix(Self.hashPrefix) else { return self }
        var device = self
        if policy == .hashed, let regionHash {
            device.serial = Self.hashPrefix + regionHash(serial, purpose: "serial")
            device.id = regionHash(id, purpose: "device")
        } else {
            device.serial = nil
            device.id = DeviceIdentity(self).id(port: port, computer: computer)
        }
        return device
    }
}
