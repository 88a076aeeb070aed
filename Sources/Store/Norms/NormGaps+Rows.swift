internal import Reports

extension NormGaps {
    /// One row per group, room, kind and whether it is mandatory.
    /// - Parameters:
    ///   - grouping: `.school`, `.district`, `.region` or `.country`; nil puts all schools together.
    ///   - stock: by school.
    public func rows(
        _ schools: [SchoolPlace], stock: [String: [EquipmentKind: StockRange]], by grouping: ProgrammeGrouping?
    ) -> [GapRow] {
        var rows: [Key: GapRow] = [:]
        var unknown: [[String]: Int] = [:]
        for school in schools {
            let place = place(of: school, by: grouping)
            guard let asked = asked(of: school, stock: stock[school.id] ?? [:]) else {
                unknown[place, default: 0] += 1
                continue
            }
            // A school counts once in a row, however many items of the norm the row is made of.
            var counted: Set<Key> = []
            for gap in asked.gaps {
                let key = Key(place: place, room: gap.room, kind: gap.item.category, mandatory: gap.item.mandatory)
                var row = rows[key] ?? emptyRow(key, school, by: grouping)
                if counted.insert(key).inserted {
                    row.schools += 1
                    row.schoolsUnknown += gap.needed == nil ? 1 : 0
                }
                row.add(gap)
                rows[key] = row
            }
        }
        return rows.sorted { $0.key.order.lexicographicallyPrecedes($1.key.order) }.map { key, row in
            var row = row
            row.schoolsUnknown += unknown[key.place] ?? 0
            return row
        }
    }

    private struct Key: Hashable {
        var place: [String]
        var room: String
        var kind: EquipmentKind
        var mandatory: Bool

        var order: [String] { place + [room, mandatory ? "0" : "1", kind.rawValue] }
    }

    private func place(of school: SchoolPlace, by grouping: ProgrammeGrouping?) -> [String] {
        if grouping == .school { return [school.area.text, school.id] }
        return [grouping?.group(of: school.area)?.text ?? ""]
    }

    private func emptyRow(_ key: Key, _ school: SchoolPlace, by grouping: ProgrammeGrouping?) -> GapRow {
        GapRow(
            area: key.place[0].isEmpty ? nil : key.place[0], school: grouping == .school ? school.id : nil,
            schoolName: grouping == .school ? school.name : nil, room: key.room, category: key.kind,
            mandatory: key.mandatory, schools: 0, schoolsUnknown: 0, needed: 0, presentLow: 0, presentHigh: 0,
            missingLow: 0, missingHigh: 0)
    }
}

extension GapRow {
    fileprivate mutating func add(_ gap: NormGaps.Gap) {
        needed += gap.needed ?? 0
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
