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
    private struct Key: Hashable {
        var kind: Int
        var spec: String
        var price: Double
        var district: Int
    }

    /// By thing, then by district. A lot is one thing; where its districts come to more than `largestLot`, a new one begins.
    func purchases(largestLot: Double?) -> [EquipPurchase] {
        var found: [Key: EquipPurchase] = [:]
        var buyers: [Key: Set<Int>] = [:]
        for (index, school) in inputs.problem.schools.enumerated() {
            for (place, need) in school.needs.enumerated() where plan.schools[index].bought[place] > 0 {
                guard let choice = inputs.problem.items[need.item].bought, let price = choice.price else { continue }
                let item = inputs.item(choice, of: need.item)
                let key = Key(kind: choice.kind, spec: item.spec ?? "", price: price, district: school.district)
                var row =
                    found[key]
                    ?? EquipPurchase(
                        lot: 0, category: inputs.problem.kinds[choice.kind], spec: item.spec,
                        district: inputs.problem.districts[school.district], schools: 0, count: 0, unitPrice: price,
                        amount: 0, runningAYear: 0, currency: item.price?.currency, priceYear: item.price?.year)
                let count = plan.schools[index].bought[place]
                row.count += count
                row.amount += price * Double(count)
                row.runningAYear += choice.runningAYear * Double(count)
                buyers[key, default: []].insert(index)
                row.schools = buyers[key]?.count ?? 0
                found[key] = row
            }
        }
        return lots(
            found.sorted { left, right in
                (left.value.category, left.key.spec, left.key.price, left.value.district)
                    < (right.value.category, right.key.spec, right.key.price, right.value.district)
            }.map { $0 }, largestLot: largestLot)
    }

    private func lots(_ rows: [(key: Key, value: EquipPurchase)], largestLot: Double?) -> [EquipPurchase] {
        var purchases: [EquipPurchase] = []
        var lot = 0
        var amount = 0.0
        var last: Key?
        for (key, row) in rows {
            let isSame = last.map { $0.kind == key.kind && $0.spec == key.spec && $0.price == key.price } ?? false
            if !isSame || largestLot.map({ amount + row.amount > $0 }) == true { (lot, amount) = (lot + 1, 0) }
            amount += row.amount
            var row = row
            row.lot = lot
            purchases.append(row)
            last = key
        }
        return purchases
    }
}
