import Reports
import Testing

@testable import Store

@Suite("What was delivered among what was seen")
struct DeliveryMatchTests {
    private func device(
        _ id: String, _ category: Category = .tablet, serial: String? = nil, from first: String, to last: String,
        days: Set<String> = []
    ) -> DeviceUse {
        DeviceUse(
            school: "S", device: id, category: category, serialHash: serial, firstDay: first, lastDay: last, days: days)
    }

    private func lot(_ count: Int, day: String, _ category: Category = .tablet, programme: String = "P") -> Delivery {
        Delivery(programme: programme, school: "S", day: day, category: category, count: count)
    }

    private func match(
        _ deliveries: [Delivery], _ devices: [DeviceUse], there: [Category: ClosedRange<Int>] = [:]
    ) -> [DeliveryMatch.Found] {
        let counts = there.mapValues { StockRange(low: $0.lowerBound, high: $0.upperBound) }
        return DeliveryMatch(
            deliveries, devices: devices, presence: SchoolPresence(counts: counts), verifiedSince: "2026-10-01",
            schoolDays: ["2026-10-05", "2026-10-06", "2026-10-07"]
        ).found
    }

    @Test("a lot gets what is there now, less what was there before it, and never more than it had")
    func counts() {
        let old = (1...2).map { device("old\($0)", from: "2026-08-20", to: "2026-10-07", days: ["2026-10-05"]) }
        let new = (1...4).map {
            device("new\($0)", from: "2026-09-10", to: "2026-10-07", days: $0 == 1 ? ["2026-10-05", "2026-10-10"] : [])
        }
        let gone = device("gone", from: "2026-09-11", to: "2026-09-12")
        let found = match([lot(3, day: "2026-09-01")], old + new, there: [.tablet: 6...8])
        #expect(found == [.init(seen: 3, verified: 3, presentHigh: 3, deviceDays: 1)])
        let wide = match([lot(9, day: "2026-09-01")], old + new + [gone], there: [.tablet: 6...8])
        #expect(wide == [.init(seen: 5, verified: 4, presentHigh: 6, deviceDays: 1)])
        // What left long before the lot came does not stand against it.
        let left = device("left", from: "2025-01-01", to: "2025-02-01")
        #expect(match([lot(9, day: "2026-09-01")], new + [left], there: [.tablet: 4...4])[0].verified == 4)
    }

    @Test("a device is one lot's, the latest first, whoever's the lot is")
    func severalLots() {
        let first = device("a", from: "2026-03-01", to: "2026-10-07", days: ["2026-10-05"])
        let second = device("b", from: "2026-09-15", to: "2026-10-07", days: ["2026-10-05", "2026-10-06"])
        let lots = [lot(5, day: "2026-02-01"), lot(5, day: "2026-09-01", programme: "Q")]
        #expect(
            match(lots, [first, second], there: [.tablet: 2...2]) == [
                .init(seen: 1, verified: 1, presentHigh: 1, deviceDays: 1),
                .init(seen: 1, verified: 1, presentHigh: 1, deviceDays: 2),
            ])
    }

    @Test("a serial finds its piece in whatever category, and takes it out of the count")
    func serials() {
        let piece = Delivery(programme: "P", school: "S", day: "2026-09-01", category: .tablet, serialHash: "hash:1")
        let lost = Delivery(programme: "P", school: "S", day: "2026-09-01", category: .tablet, serialHash: "hash:2")
        let seen = device("x", .unknown, serial: "hash:1", from: "2026-09-02", to: "2026-09-30", days: ["2026-10-05"])
        let other = device("y", .phoneOrTablet, from: "2026-09-02", to: "2026-10-06")
        #expect(
            match([piece, lost, lot(2, day: "2026-09-01")], [seen, other], there: [.phoneOrTablet: 1...2]) == [
                // One of the two that nobody can tell may be the piece.
                .init(seen: 1, presentHigh: 1, deviceDays: 1), .init(), .init(seen: 1, verified: 1, presentHigh: 1),
            ])
    }

    @Test("what no computer ever saw is seen nowhere")
    func neverSeen() {
        #expect(
            match([lot(30, day: "2026-09-01")], [device("h", .headset, from: "2026-09-02", to: "2026-10-06")]) == [
                .init()
            ])
    }

    @Test("one device at two computers is one device")
    func merged() {
        var late = device("a", .phoneOrTablet, from: "2026-09-03", to: "2026-10-05", days: ["2026-10-05"])
        late.serialHash = "hash:1"
        let merged = DeviceUse.merged([
            device("a", from: "2026-09-01", to: "2026-10-01", days: ["2026-10-05", "2026-10-06"]), late,
        ])
        #expect(
            merged == [
                device(
                    "a", .phoneOrTablet, serial: "hash:1", from: "2026-09-01", to: "2026-10-05",
                    days: ["2026-10-05", "2026-10-06"])
            ])
    }

    @Test("a serial is hashed as agents hash it, once")
    func hash() {
        let key = RegionHash(key: .init(repeating: 1, count: 32))
        let hash = SerialHash(key: .init(repeating: 1, count: 32))
        #expect(hash("SN-12345") == "hash:" + key("SN-12345", purpose: "serial"))
        #expect(hash(hash("SN-12345")) == hash("SN-12345"))
        #expect(SerialHash(RegionSecrets()) == nil)
    }
}
