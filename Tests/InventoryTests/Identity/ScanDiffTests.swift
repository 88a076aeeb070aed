import Inventory
import Reports
import Testing

@Suite struct ScanDiffTests {
    static func device(_ id: String, port: String = "1-1", charge: Int? = nil) -> Device {
        Device(
            id: id, category: .other, confidence: .likely, rule: "x", bus: .usb, port: port,
            power: charge.map { PowerDetails(kind: "Battery", capacityPercent: $0) })
    }

    @Test func tellsWhatHappened() {
        let diff = ScanDiff(
            from: [Self.device("a"), Self.device("b"), Self.device("c")],
            to: [Self.device("d"), Self.device("c", port: "1-2"), Self.device("a")])
        #expect(diff.appeared.map(\.id) == ["d"])
        #expect(diff.vanished.map(\.id) == ["b"])
        #expect(diff.changed == [Self.device("c", port: "1-2")])
        #expect(!diff.isEmpty)
    }

    @Test func orderAndChargeAreNoChange() {
        let old = [Self.device("a", charge: 80), Self.device("b")]
        #expect(ScanDiff(from: old, to: [Self.device("b"), Self.device("a", charge: 79)]).isEmpty)
        #expect(ScanDiff(from: [], to: []).isEmpty)
    }

    /// Applying what a difference says to the old list gives the new one, whatever the two are.
    @Test(arguments: 0..<64, 0..<64)
    func addsUp(_ old: Int, _ new: Int) {
        let letters = ["a", "b", "c"]
        let list = { (code: Int) in
            letters.enumerated().compactMap { index, id -> Device? in
                switch code >> (2 * index) & 3 {
                case 0: nil
                case let port: Self.device(id, port: "1-\(port)")
                }
            }
        }
        let diff = ScanDiff(from: list(old), to: list(new))
        var devices = Dictionary(uniqueKeysWithValues: list(old).map { ($0.id, $0) })
        for device in diff.vanished { devices[device.id] = nil }
        for device in diff.appeared + diff.changed { devices[device.id] = device }
        #expect(devices.values.sorted { $0.id < $1.id } == list(new))
    }
}
