internal import Reports

/// Which of what was delivered to one school its computers have seen.
///
/// A piece with a serial is found by its hash, in whatever category. Lots without serials are counted: what of the category
/// is there now, less what was there before the lot came, and never more than the lot. A device enters one lot only; of
/// several lots the latest is filled first, because fewer devices can belong to it. A device that no computer's cable meets
/// is never found: then nothing is said of its use.
struct DeliveryMatch: Equatable {
    /// What became of one delivery.
    struct Found: Equatable {
        /// How many some computer has seen since they came.
        var seen = 0
        /// How many were seen on one of the last school days.
        var verified = 0
        /// Days of school on which they were attached, over all of them, in the period.
        var deviceDays = 0
    }

    /// In the order of the deliveries.
    private(set) var found: [Found]

    /// What was there in this many days before a lot came was there before it; older things had gone.
    static let beforeDays = 90

    /// - Parameters:
    ///   - deliveries: of one school, of all programmes: they compete for what is there.
    ///   - devices: of that school, each once.
    ///   - verifiedSince: seen on this day or later is verified.
    ///   - schoolDays: the days of the period that count as use.
    init(_ deliveries: [Delivery], devices: [DeviceUse], verifiedSince: String, schoolDays: Set<String>) {
        found = Array(repeating: Found(), count: deliveries.count)
        var isTaken = Array(repeating: false, count: devices.count)
        let bySerial = Dictionary(
            devices.indices.compactMap { index in devices[index].serialHash.map { ($0, index) } },
            uniquingKeysWith: { first, _ in first })
        for index in deliveries.indices {
            guard let device = deliveries[index].serialHash.flatMap({ bySerial[$0] }), !isTaken[device] else {
                continue
            }
            isTaken[device] = true
            found[index] = Found(
                seen: 1, verified: devices[device].lastDay >= verifiedSince ? 1 : 0,
                deviceDays: devices[device].days.intersection(schoolDays).count)
        }
        let lots = deliveries.indices.filter { deliveries[$0].serialHash == nil }
        for lots in Dictionary(grouping: lots, by: { deliveries[$0].category.mayBeSeenAs }).values {
            let kinds = deliveries[lots[0]].category.mayBeSeenAs
            let pool = devices.indices.filter { !isTaken[$0] && kinds.contains(devices[$0].category) }
                .map { Candidate(devices[$0], daysUsed: devices[$0].days.intersection(schoolDays).count) }
            count(lots, of: deliveries, in: pool, verifiedSince: verifiedSince)
        }
    }

    /// A device that may have come with a lot.
    private struct Candidate {
        var firstDay: String
        var lastDay: String
        var daysUsed: Int

        init(_ device: DeviceUse, daysUsed: Int) {
            firstDay = device.firstDay
            lastDay = device.lastDay
            self.daysUsed = daysUsed
        }
    }

    private mutating func count(
        _ lots: [Int], of deliveries: [Delivery], in pool: [Candidate], verifiedSince: String
    ) {
        let present = pool.count { $0.lastDay >= verifiedSince }
        var (verified, seen) = (0, 0)
        // The busiest first: of more new devices than were delivered nobody knows which the lot's are.
        var unused = pool.sorted { $0.daysUsed > $1.daysUsed }
        for lot in lots.sorted(by: { (deliveries[$0].day, $0) > (deliveries[$1].day, $1) }) {
            let (day, count) = (deliveries[lot].day, deliveries[lot].count)
            let horizon = CivilDate(day)?.adding(days: -Self.beforeDays).description ?? day
            let before = pool.count { $0.firstDay < day && $0.lastDay >= horizon }
            let since = pool.count { $0.lastDay >= day }
            found[lot].verified = min(count, max(0, present - before - verified))
            found[lot].seen = min(count, max(found[lot].verified, since - before - seen))
            verified += found[lot].verified
            seen += found[lot].seen
            var rest: [Candidate] = []
            var left = found[lot].seen
            for device in unused {
                guard left > 0, device.firstDay >= day else {
                    rest.append(device)
                    continue
                }
                found[lot].deviceDays += device.daysUsed
                left -= 1
            }
            unused = rest
        }
    }
}
