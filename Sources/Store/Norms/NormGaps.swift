public import Reports

/// What schools lack of a norm; pure.
public struct NormGaps: Sendable {
    /// One item of one room at one school.
    struct Gap: Equatable {
        var room: String
        var item: EquipmentNorm.Item
        var needed: Int
        /// Of what is there, what this item takes.
        var present: StockRange

        var missing: ClosedRange<Int> { max(0, needed - present.high)...max(0, needed - present.low) }
    }

    let norm: EquipmentNorm

    public init(_ norm: EquipmentNorm) {
        self.norm = norm
    }

    /// Of how many schools the norm cannot say what it asks, because their pupils are not known.
    public func unknown(_ schools: [SchoolPlace]) -> Int {
        schools.count { norm.types.contains($0.type) && $0.pupils == nil }
    }

    /// What is asked of one school and what is there. What is there fills what is mandatory first, room by room in the norm's
    /// order: nobody counts for two rooms.
    /// - Returns: nil where the number of pupils decides and is not known; empty where the norm does not ask the school.
    func gaps(of school: SchoolPlace, stock: [Reports.Category: StockRange]) -> [Gap]? {
        guard norm.types.contains(school.type) else { return [] }
        guard let pupils = school.pupils else { return nil }
        var stock = stock
        var gaps: [Gap] = []
        for room in norm.rooms(pupils: pupils) {
            for item in room.items {
                gaps.append(
                    Gap(
                        room: room.kind, item: item, needed: Self.needed(item, room, pupils: pupils),
                        present: StockRange(low: 0, high: 0)))
            }
        }
        for index in gaps.indices.filter({ gaps[$0].item.mandatory })
            + gaps.indices.filter({ !gaps[$0].item.mandatory })
        {
            let category = gaps[index].item.category
            guard let left = stock[category] else { continue }
            let taken = StockRange(low: min(left.low, gaps[index].needed), high: min(left.high, gaps[index].needed))
            gaps[index].present = taken
            stock[category] = StockRange(low: left.low - taken.low, high: left.high - taken.high)
        }
        return gaps
    }

    static func needed(_ item: EquipmentNorm.Item, _ room: EquipmentNorm.Room, pupils: Int) -> Int {
        switch item.basis {
        case .perSchool, .perRoom: item.count
        case .perSeat: item.count * (room.seats ?? 0)
        case .perPupils: item.count * ((pupils + (item.pupils ?? 1) - 1) / (item.pupils ?? 1))
        }
    }

    /// One row per group, room, category and whether it is mandatory.
    /// - Parameters:
    ///   - grouping: `.school`, `.district`, `.region` or `.country`; nil puts all schools together.
    ///   - stock: by school.
    public func rows(
        _ schools: [SchoolPlace], stock: [String: [Reports.Category: StockRange]], by grouping: ProgrammeGrouping?
    ) -> [GapRow] {
        var rows: [Key: GapRow] = [:]
        var unknown: [[String]: Int] = [:]
        for school in schools {
            let place = place(of: school, by: grouping)
            guard let gaps = gaps(of: school, stock: stock[school.id] ?? [:]) else {
                unknown[place, default: 0] += 1
                continue
            }
            // A school counts once in a row, however many items of the norm the row is made of.
            var counted: Set<Key> = []
            for gap in gaps {
                let key = Key(place: place, room: gap.room, category: gap.item.category, mandatory: gap.item.mandatory)
                var row = rows[key] ?? emptyRow(key, school, by: grouping)
                if counted.insert(key).inserted { row.schools += 1 }
                row.add(gap)
                rows[key] = row
            }
        }
        return rows.sorted { $0.key.order.lexicographicallyPrecedes($1.key.order) }.map { key, row in
            var row = row
            row.schoolsUnknown = unknown[key.place] ?? 0
            return row
        }
    }

    private struct Key: Hashable {
        var place: [String]
        var room: String
        var category: Reports.Category
        var mandatory: Bool

        var order: [String] { place + [room, mandatory ? "0" : "1", category.rawValue] }
    }

    private func place(of school: SchoolPlace, by grouping: ProgrammeGrouping?) -> [String] {
        if grouping == .school { return [school.area.text, school.id] }
        return [grouping?.group(of: school.area)?.text ?? ""]
    }

    private func emptyRow(_ key: Key, _ school: SchoolPlace, by grouping: ProgrammeGrouping?) -> GapRow {
        GapRow(
            area: key.place[0].isEmpty ? nil : key.place[0], school: grouping == .school ? school.id : nil,
            schoolName: grouping == .school ? school.name : nil, room: key.room, category: key.category,
            mandatory: key.mandatory, schools: 0, schoolsUnknown: 0, needed: 0, presentLow: 0, presentHigh: 0,
            missingLow: 0, missingHigh: 0)
    }
}

extension GapRow {
    fileprivate mutating func add(_ gap: NormGaps.Gap) {
        needed += gap.needed
        presentLow += gap.present.low
        presentHigh += gap.present.high
        missingLow += gap.missing.lowerBound
        missingHigh += gap.missing.upperBound
        guard let price = gap.item.price else { return }
        costLow = (costLow ?? 0) + price.amount * Double(gap.missing.lowerBound)
        costHigh = (costHigh ?? 0) + price.amount * Double(gap.missing.upperBound)
        currency = price.currency
        priceYear = min(priceYear ?? price.year, price.year)
    }
}
