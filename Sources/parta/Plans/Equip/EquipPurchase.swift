internal import ExchangeRows
internal import Planning
internal import Store

/// What is to be bought of one thing for one district, and in which lot.
struct EquipPurchase: Encodable, Sendable, Equatable {
    var lot: Int
    var category: String
    var spec: String?
    var district: String
    var schools: Int
    var count: Int
    var unitPrice: Double
    var amount: Double
    var runningAYear: Double
    var currency: String?
    var priceYear: Int?

    enum CodingKeys: String, CodingKey {
        case lot, category, spec, district, schools, count, amount, currency
        case unitPrice = "unit_price"
        case runningAYear = "running_a_year"
        case priceYear = "price_year"
    }

    /// Every key in every row: what is not known is null.
    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(lot, forKey: .lot)
        try values.encode(category, forKey: .category)
        try values.encode(spec, forKey: .spec)
        try values.encode(district, forKey: .district)
        try values.encode(schools, forKey: .schools)
        try values.encode(count, forKey: .count)
        try values.encode(unitPrice, forKey: .unitPrice)
        try values.encode(amount, forKey: .amount)
        try values.encode(runningAYear, forKey: .runningAYear)
        try values.encode(currency, forKey: .currency)
        try values.encode(priceYear, forKey: .priceYear)
    }

    static let header = TableHeader(
        layer: "purchases",
        columns: [
            TableColumn("lot", .integer), TableColumn("category"), TableColumn("spec"), TableColumn("district"),
            TableColumn("schools", .integer), TableColumn("count", .integer), TableColumn("unit_price", .number),
            TableColumn("amount", .number), TableColumn("running_a_year", .number), TableColumn("currency"),
            TableColumn("price_year", .integer),
        ])

    var cells: [TableCell] {
        [
            .integer(lot), .text(category), .text(spec), .text(district), .integer(schools), .integer(count),
            .number(unitPrice), .number(amount), .number(runningAYear), .text(currency), .integer(priceYear),
        ]
    }
}

extension EquipRows {
    /// What tells the rows of a list of purchases apart.
    private struct Key: Hashable {
        var kind: Int
        var spec: String
        var price: Double
        var district: Int
    }

    /// What is bought for one need of one school.
    private struct Bought {
        var key: Key
        var school: Int
        var need: Int
        var count: Int
        var choice: EquipItem.Choice
        var item: EquipmentNorm.Item
    }

    private var bought: [Bought] {
        inputs.problem.schools.enumerated().flatMap { index, school in
            school.needs.indices.compactMap { place in
                let need = school.needs[place]
                guard plan.schools[index].bought[place] > 0, let choice = inputs.problem.items[need.item].bought,
                    let price = choice.price
                else { return nil }
                let item = inputs.item(choice, of: need.item)
                return Bought(
                    key: Key(kind: choice.kind, spec: item.spec ?? "", price: price, district: school.district),
                    school: index, need: place, count: plan.schools[index].bought[place], choice: choice, item: item)
            }
        }
    }

    /// By thing, then by district. A lot is one thing; where its districts come to more than `largestLot`, a new one begins.
    func purchases(largestLot: Double?) -> [EquipPurchase] { keyed(largestLot: largestLot).map(\.row) }

    private func keyed(largestLot: Double?) -> [(key: Key, row: EquipPurchase)] {
        var found: [Key: EquipPurchase] = [:]
        var buyers: [Key: Set<Int>] = [:]
        for bought in bought {
            var row =
                found[bought.key]
                ?? EquipPurchase(
                    lot: 0, category: inputs.problem.kinds[bought.key.kind], spec: bought.item.spec,
                    district: inputs.problem.districts[bought.key.district], schools: 0, count: 0,
                    unitPrice: bought.key.price, amount: 0, runningAYear: 0, currency: bought.item.price?.currency,
                    priceYear: bought.item.price?.year)
            row.count += bought.count
            row.amount += bought.key.price * Double(bought.count)
            row.runningAYear += bought.choice.runningAYear * Double(bought.count)
            buyers[bought.key, default: []].insert(bought.school)
            row.schools = buyers[bought.key]?.count ?? 0
            found[bought.key] = row
        }
        let rows = found.sorted { left, right in
            (left.value.category, left.key.spec, left.key.price, left.value.district)
                < (right.value.category, right.key.spec, right.key.price, right.value.district)
        }
        var purchases: [(key: Key, row: EquipPurchase)] = []
        var lot = 0
        var amount = 0.0
        var last: Key?
        for (key, row) in rows {
            let isSame = last.map { $0.kind == key.kind && $0.spec == key.spec && $0.price == key.price } ?? false
            if !isSame || largestLot.map({ amount + row.amount > $0 }) == true { (lot, amount) = (lot + 1, 0) }
            amount += row.amount
            var row = row
            row.lot = lot
            purchases.append((key, row))
            last = key
        }
        return purchases
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
        let lots = Dictionary(uniqueKeysWithValues: keyed(largestLot: largestLot).map { ($0.key, $0.row.lot) })
        var places: [Place: Int] = [:]
        var planned: [PlannedPurchase] = []
        for bought in bought {
            let room = plan.schools[bought.school].rooms.first { $0.needs.contains(bought.need) }
            let place = Place(key: bought.key, school: bought.school, year: room?.year ?? 0)
            let school = inputs.problem.schools[bought.school].id
            if places[place] == nil {
                places[place] = planned.count
                let kind = EquipmentKind(rawValue: inputs.problem.kinds[bought.key.kind]) ?? bought.item.category
                var before: Int?
                if case .stock(let category) = kind { before = verified[school]?[category] ?? 0 }
                planned.append(
                    PlannedPurchase(
                        order: 0, lot: lots[bought.key] ?? 0, district: inputs.problem.districts[bought.key.district],
                        school: school, category: kind, spec: bought.item.spec, count: 0, unitPrice: bought.key.price,
                        cost: 0, year: place.year > 0 ? place.year : nil, verifiedBefore: before))
            }
            let index = places[place] ?? 0
            planned[index].count += bought.count
            planned[index].cost += bought.key.price * Double(bought.count)
            planned[index].runningAYear += bought.choice.runningAYear * Double(bought.count)
        }
        planned.sort { ($0.lot, $0.district, $0.school, $0.year ?? 0) < ($1.lot, $1.district, $1.school, $1.year ?? 0) }
        for index in planned.indices { planned[index].order = index + 1 }
        return planned
    }
}
