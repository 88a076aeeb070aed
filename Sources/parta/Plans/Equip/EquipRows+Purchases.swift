internal import Planning
internal import Store

extension EquipRows {
    /// A thing that is bought: what tells the lots of a list of purchases apart.
    private struct Thing: Hashable {
        var kind: Int
        var spec: String
        var price: Double
    }

    /// What tells the rows of a list of purchases apart.
    private struct Key: Hashable {
        /// An index into `Catalogue.things`.
        var thing: Int
        var district: Int
    }

    /// What is bought for each item of the problem: worked out once for all schools.
    private struct Catalogue {
        struct Entry {
            var thing: Int
            var choice: EquipItem.Choice
            var item: EquipmentNorm.Item
        }

        private(set) var things: [Thing] = []
        /// By `EquipProblem.items`; nil for what has no price.
        private(set) var entries: [Entry?] = []

        init(_ inputs: EquipInputs) {
            var known: [Thing: Int] = [:]
            for (index, item) in inputs.problem.items.enumerated() {
                guard let choice = item.bought, let price = choice.price else {
                    entries.append(nil)
                    continue
                }
                let norm = inputs.item(choice, of: index)
                let thing = Thing(kind: choice.kind, spec: norm.spec ?? "", price: price)
                let number = known[thing] ?? things.count
                if number == things.count {
                    known[thing] = number
                    things.append(thing)
                }
                entries.append(Entry(thing: number, choice: choice, item: norm))
            }
        }
    }

    /// What is bought for one need of one school.
    private struct Bought {
        var key: Key
        var school: Int
        var need: Int
        var count: Int
    }

    private func bought(_ catalogue: Catalogue) -> [Bought] {
        inputs.problem.schools.enumerated().flatMap { index, school in
            school.needs.indices.compactMap { place -> Bought? in
                let count = plan.schools[index].bought[place]
                guard count > 0, let entry = catalogue.entries[school.needs[place].item] else { return nil }
                return Bought(
                    key: Key(thing: entry.thing, district: school.district), school: index, need: place, count: count)
            }
        }
    }

    /// By thing, then by district. A lot is one thing; where its districts come to more than `largestLot`, a new one begins.
    func purchases(largestLot: Double?) -> [EquipPurchase] {
        let catalogue = Catalogue(inputs)
        return keyed(bought(catalogue), catalogue, largestLot: largestLot).map(\.row)
    }

    private func keyed(
        _ bought: [Bought], _ catalogue: Catalogue, largestLot: Double?
    ) -> [(key: Key, row: EquipPurchase)] {
        var places: [Key: Int] = [:]
        var rows: [(key: Key, row: EquipPurchase)] = []
        // The school that a row last counted: purchases are in the order of the schools.
        var counted: [Int] = []
        for bought in bought {
            guard let entry = entry(bought, catalogue) else { continue }
            let place = places[bought.key] ?? rows.count
            if place == rows.count {
                places[bought.key] = place
                rows.append((bought.key, row(bought.key, entry, catalogue)))
                counted.append(-1)
            }
            rows[place].row.count += bought.count
            rows[place].row.amount += rows[place].row.unitPrice * Double(bought.count)
            rows[place].row.runningAYear += entry.choice.runningAYear * Double(bought.count)
            if counted[place] != bought.school {
                counted[place] = bought.school
                rows[place].row.schools += 1
            }
        }
        rows.sort { left, right in
            (left.row.category, left.row.spec ?? "", left.row.unitPrice, left.row.district)
                < (right.row.category, right.row.spec ?? "", right.row.unitPrice, right.row.district)
        }
        var lot = 0
        var amount = 0.0
        var last: Int?
        for index in rows.indices {
            let isFull = largestLot.map { amount + rows[index].row.amount > $0 } ?? false
            if isFull || last != rows[index].key.thing { (lot, amount) = (lot + 1, 0) }
            amount += rows[index].row.amount
            rows[index].row.lot = lot
            last = rows[index].key.thing
        }
        return rows
    }

    private func entry(_ bought: Bought, _ catalogue: Catalogue) -> Catalogue.Entry? {
        catalogue.entries[inputs.problem.schools[bought.school].needs[bought.need].item]
    }

    private func row(_ key: Key, _ entry: Catalogue.Entry, _ catalogue: Catalogue) -> EquipPurchase {
        let thing = catalogue.things[key.thing]
        return EquipPurchase(
            lot: 0, category: inputs.problem.kinds[thing.kind], spec: entry.item.spec,
            district: inputs.problem.districts[key.district], schools: 0, count: 0, unitPrice: thing.price, amount: 0,
            runningAYear: 0, currency: entry.item.price?.currency, priceYear: entry.item.price?.year)
    }

    /// The same, school by school: what is of one thing, school and year is one purchase, whatever its rooms.
    /// - Parameter verified: how many of each category computers see at each school now.
    func planned(
        largestLot: Double?, verified: [String: [StockCategory: Int]]
    ) -> [PlannedPurchase] {
        struct Place: Hashable {
            var key: Key
            var school: Int
            var year: Int
        }
        let catalogue = Catalogue(inputs)
        let all = bought(catalogue)
        let lots = Dictionary(
            uniqueKeysWithValues: keyed(all, catalogue, largestLot: largestLot).map { ($0.key, $0.row.lot) })
        var places: [Place: Int] = [:]
        var planned: [PlannedPurchase] = []
        for bought in all {
            guard let entry = entry(bought, catalogue) else { continue }
            let thing = catalogue.things[bought.key.thing]
            let room = plan.schools[bought.school].rooms.first { $0.needs.contains(bought.need) }
            let place = Place(key: bought.key, school: bought.school, year: room?.year ?? 0)
            let school = inputs.problem.schools[bought.school].id
            let index = places[place] ?? planned.count
            if index == planned.count {
                places[place] = index
                let kind = EquipmentKind(rawValue: inputs.problem.kinds[thing.kind]) ?? entry.item.category
                var before: Int?
                if case .stock(let category) = kind { before = verified[school]?[category] ?? 0 }
                planned.append(
                    PlannedPurchase(
                        order: 0, lot: lots[bought.key] ?? 0, district: inputs.problem.districts[bought.key.district],
                        school: school, category: kind, spec: entry.item.spec, count: 0, unitPrice: thing.price,
                        cost: 0, year: place.year > 0 ? place.year : nil, verifiedBefore: before))
            }
            planned[index].count += bought.count
            planned[index].cost += thing.price * Double(bought.count)
            planned[index].runningAYear += entry.choice.runningAYear * Double(bought.count)
        }
        planned.sort { ($0.lot, $0.district, $0.school, $0.year ?? 0) < ($1.lot, $1.district, $1.school, $1.year ?? 0) }
        for index in planned.indices { planned[index].order = index + 1 }
        return planned
    }
}
