internal import Reports

/// Which of what was delivered to one school its computers have seen.
///
/// A piece with a serial is found by its hash, in whatever category. Lots without serials are counted: what of the category
/// is there now, less what was there before the lot came, and never more than the lot. A device enters one lot only; of
/// several lots the latest is filled first, because fewer devices can belong to it. A device that no computer's cable meets
/// is never found: then nothing is said of its use. How many are there is never counted here: presence does, and what it
/// counts is shared out among the deliveries.
struct DeliveryMatch: Equatable {
    /// What became of one delivery.
    struct Found: Equatable {
        /// How many some computer has seen since they came.
        var seen = 0
        /// How many presence verifies.
        var verified = 0
        /// How many may be there as far as anybody knows.
        var presentHigh = 0
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
    ///   - presence: what is there on the day asked for.
    ///   - verifiedSince: a piece that was seen on this day or later is verified, as in `presence`.
    ///   - schoolDays: the days of the period that count as use.
    init(
        _ deliveries: [Delivery], devices: [DeviceUse], presence: SchoolPresence, verifiedSince: String,
        schoolDays: Set<String>
    ) {
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
            let verified = devices[device].lastDay >= verifiedSince ? 1 : 0
            found[index] = Found(
                seen: 1, verified: verified, presentHigh: verified,
                deviceDays: devices[device].days.intersection(schoolDays).count)
        }
        let kinds = Dictionary(grouping: deliveries.indices) { deliveries[$0].category.mayBeSeenAs }
        for (kinds, indices) in kinds {
            // Of all of them, whichever of them a row was delivered as.
            var there = StockRange(low: 0, high: 0)
            for kind in kinds { there.add(presence.counts[kind]) }
            let pieces = indices.filter { deliveries[$0].serialHash != nil }
            let verified = pieces.reduce(0) { $0 + found[$1].verified }
            var left = StockRange(low: max(0, there.low - verified), high: max(0, there.high - verified))
            // A piece that nothing verifies may be one of those that nobody can tell.
            for piece in pieces where found[piece].presentHigh == 0 && left.high > left.low {
                found[piece].presentHigh = 1
                left = StockRange(low: left.low, high: left.high - 1)
            }
            let pool = devices.indices.filter { !isTaken[$0] && kinds.contains(devices[$0].category) }
                .map { Candidate(devices[$0], daysUsed: devices[$0].days.intersection(schoolDays).count) }
            count(indices.filter { deliveries[$0].serialHash == nil }, of: deliveries, in: pool, there: left)
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
        _ lots: [Int], of deliveries: [Delivery], in pool: [Candidate], there: StockRange
    ) {
        var used = Found()
        // The busiest first: of more new devices than were delivered nobody knows which the lot's are.
        var unused = pool.sorted { $0.daysUsed > $1.daysUsed }
        for lot in lots.sorted(by: { (deliveries[$0].day, $0) > (deliveries[$1].day, $1) }) {
            let (day, count) = (deliveries[lot].day, deliveries[lot].count)
            let horizon = CivilDate(day)?.adding(days: -Self.beforeDays).description ?? day
            let before = pool.count { $0.firstDay < day && $0.lastDay >= horizon }
            let since = pool.count { $0.lastDay >= day }
            func share(of all: Int, less used: Int) -> Int { min(count, max(0, all - before - used)) }
            found[lot].verified = share(of: there.low, less: used.verified)
            found[lot].presentHigh = max(found[lot].verified, share(of: there.high, less: used.presentHigh))
            found[lot].seen = max(found[lot].verified, share(of: since, less: used.seen))
            used.verified += found[lot].verified
            used.presentHigh += found[lot].presentHigh
            used.seen += found[lot].seen
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

extension StockRange {
    fileprivate mutating func add(_ other: StockRange?) {
        guard let other else { return }
        self = StockRange(low: low + other.low, high: high + other.high)
    }
}
