internal import Reports

extension Outbox {
    /// Makes the next report hold the whole scan, even if it is what the region was told before.
    ///
    /// For a region whose table of devices differs from this computer's. Asking again before it is sealed changes nothing.
    /// - Throws: `OutboxFailure`.
    public func requestFullScan() throws {
        try write { try $0.wantFullScan() }
    }
}

extension Connection {
    func wantFullScan() throws {
        try run("UPDATE stream SET full_wanted = 1")
        // Where something newer waits already, that is the whole scan.
        try run(
            """
            INSERT OR IGNORE INTO scan(kind, scan, scanned_at)
            SELECT 'unsealed', scan, scanned_at FROM scan WHERE kind = 'sealed'
            """)
    }
}

extension Scan {
    /// The scan as it is sealed: each device once, with the digest of what this program writes of it.
    func withDigests() throws -> Scan {
        var scan = self
        var positions: [String: Int] = [:]
        scan.devices = []
        for var device in devices {
            device.digest = try DeviceTable.digest(of: device)
            // A reader's table has one row a device: the last word on it counts.
            if let position = positions[device.id] {
                scan.devices[position] = device
            } else {
                positions[device.id] = scan.devices.count
                scan.devices.append(device)
            }
        }
        return scan
    }

    /// The digest of the table that this scan is, once its devices have theirs.
    var tableDigest: String { DeviceTable.digest(of: devices.compactMap(\.digest)) }
}
