/// What NetworkManager, where a computer has it, says of the network.
public enum NetworkManager {
    /// Whether the connection to the world is metered: bytes cost money.
    ///
    /// Source: NMMetered of NetworkManager's D-Bus interface: 1 and 2 are a user's yes and no, 3 and 4 its own guesses
    /// (a mobile connection, a telephone's hotspot).
    /// - Parameter address: the bus's; nil for the system's own.
    /// - Returns: nil without a bus, without NetworkManager, when it does not know, and when no answer came within
    ///   `timeout`, which counts for the bus and for the answer each.
    public static func metered(busAddress address: String? = nil, timeout: Duration = .seconds(1)) -> Bool? {
        do {
            let bus = try SystemBus(address: address, timeout: timeout)
            return judge(
                try bus.unsignedProperty(
                    "Metered", interface: "org.freedesktop.NetworkManager", path: "/org/freedesktop/NetworkManager",
                    of: "org.freedesktop.NetworkManager"))
        } catch {
            // Most often a computer without NetworkManager: that is no trouble, and a setting says it then.
            return nil
        }
    }

    static func judge(_ metered: UInt32) -> Bool? {
        switch metered {
        case 1, 3: true
        case 2, 4: false
        default: nil
        }
    }
}
