public import Reports

extension Device {
    /// Whether its serial came as a region-keyed hash, because the device may be somebody's own.
    public var hasHashedSerial: Bool { serial?.hasPrefix("hash:") ?? false }
}
