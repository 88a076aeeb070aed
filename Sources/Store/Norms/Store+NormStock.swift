internal import FoundationEssentials
internal import Reports

extension Store {
    /// What schools have of the kinds that a norm asks for, from at least to at most, by school.
    ///
    /// It is what `parta assets --stock` tells, narrowed by what the norm counts: seen within its days, bought within its years.
    /// A network over which a computer of the school tested its line is there; of others nobody knows, so that as many may be
    /// there as are asked for.
    public func stock(
        _ query: Query, for norm: EquipmentNorm, scope: Scope
    ) async throws -> [String: [EquipmentKind: StockRange]] {
        var wide = query
        (wide.limit, wide.category) = (nil, nil)
        var counted: [String: [StockCategory: StockRange]] = [:]
        for row in try await stock(wide, scope: scope) {
            counted[row.school, default: [:]][row.category] = StockRange(low: row.low, high: row.high)
        }
        if let days = norm.counting.seenDays {
            try await narrow(&counted, toSeenWithin: days, wide, scope: scope)
        }
        if let years = norm.counting.ageYears {
            for asset in try await assets(wide, scope: scope) where asset.countsThoughOld(years, today: query.day) {
                guard let range = counted[asset.school]?[asset.category] else { continue }
                counted[asset.school]?[asset.category] = StockRange(
                    low: max(0, range.low - (asset.presence == .verified ? 1 : 0)), high: max(0, range.high - 1))
            }
        }
        let kinds = norm.kinds.map { (kind: $0, countedAs: $0.mayBeCountedAs) }
        var found = counted.mapValues { ranges in
            Dictionary(
                uniqueKeysWithValues: kinds.map { kind, countedAs in
                    let all = countedAs.compactMap { ranges[$0] }
                    // What may be a tablet or a telephone counts as a tablet at most.
                    var low = 0
                    if case .stock(let category) = kind { low = ranges[category]?.low ?? 0 }
                    return (kind, StockRange(low: low, high: all.reduce(0) { $0 + $1.high }))
                })
        }
        let asked = kinds.map(\.kind).filter { !$0.isSeenByComputers }
        guard !asked.isEmpty else { return found }
        let networks = try await networks(wide, scope: scope)
        for school in try await placeRows(wide, scope: scope) {
            for kind in asked {
                let isSeen = networks[school.school]?.contains(kind) == true
                found[school.school, default: [:]][kind] = StockRange(low: isSeen ? 1 : 0, high: StockRange.nobodyKnows)
            }
        }
        return found
    }

    /// What was not seen within the days counts as a thing that may be there.
    private func narrow(
        _ counted: inout [String: [StockCategory: StockRange]], toSeenWithin days: Int, _ query: Query, scope: Scope
    ) async throws {
        var query = query
        query.tellsDays = false
        let since = query.asOf.addingTimeInterval(-Double(days) * 86_400)
        var seen: [String: [StockCategory: Int]] = [:]
        for device in try await devices(query, scope: scope)
        where device.lastSeen >= since && device.confidence != .possible {
            seen[device.school, default: [:]][.device(device.category), default: 0] += 1
        }
        for (school, ranges) in counted {
            for (category, range) in ranges where category != .computer {
                counted[school]?[category] = StockRange(
                    low: min(range.high, seen[school]?[category] ?? 0), high: range.high)
            }
        }
    }
}

extension Query {
    /// The UTC day of the moment asked for.
    fileprivate var day: CivilDate {
        CivilDate(daysSinceEpoch: Int((asOf.timeIntervalSince1970 / 86_400).rounded(.down)))
    }
}

extension AssetRow {
    /// Whether it is among what counts, and was bought more than so many years ago.
    fileprivate func countsThoughOld(_ years: Int, today: CivilDate) -> Bool {
        guard let purchasedOn, !state.isGone, !state.isOutOfOrder, presence != .notSeen else { return false }
        // Days compare as texts; the same day of an earlier year need not exist for that.
        let text = today.description
        guard let year = Int(text.prefix(4)), year > years else { return false }
        return purchasedOn < "\(year - years)" + text.dropFirst(4)
    }
}
