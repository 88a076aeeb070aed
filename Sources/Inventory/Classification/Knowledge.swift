public import HardwareDatabase
internal import Reports
internal import Udev

/// The databases a scan asks: Parta's own and the system's; either may be missing, and then says nothing.
public struct Knowledge: Sendable {
    private let own: HardwareDatabase?
    private let system: HardwareDatabase?

    public init(own: HardwareDatabase?, system: HardwareDatabase?) {
        self.own = own
        self.system = system
    }

    /// Classifies with what the databases say.
    /// - Parameter udev: properties udev's rules gave the device, where it runs.
    func classify(_ evidence: Evidence, udev: [String: String] = [:]) -> Classification {
        let (ours, theirs) = properties(for: evidence, udev: udev)
        return Classifier.classify(evidence, own: ours, system: theirs)
    }

    /// What Parta's database says of a device, and what the system's and udev's rules do.
    func properties(
        for evidence: Evidence, udev: [String: String]
    ) -> (own: [String: String], system: [String: String]) {
        let ours = HardwareKey.key(for: evidence).map { Self.properties(of: $0, in: own) } ?? [:]
        let theirs = HardwareKey.system(for: evidence).map { Self.properties(of: $0, in: system) } ?? [:]
        return (ours, theirs.merging(udev) { database, _ in database })
    }

    /// Who owns the first 24 bits of a MAC address (IEEE's registry, as systemd ships it).
    func maker(ofMAC mac: String) -> String? {
        let digits = mac.filter(\.isHexDigit).uppercased()
        guard digits.count == 12 else { return nil }
        return Self.properties(of: "OUI:\(digits)", in: system)["ID_OUI_FROM_DATABASE"]
    }

    /// The name behind a display maker's three letters (UEFI's PNP registry, as systemd ships it).
    func maker(ofPNP letters: String) -> String? {
        Self.properties(of: "acpi:\(letters)0000:", in: system)["ID_VENDOR_FROM_DATABASE"]
    }

    private static func properties(of key: String, in database: HardwareDatabase?) -> [String: String] {
        (database?.properties(for: key) ?? [:]).mapValues { BoundedText.escape($0) }
    }
}
