internal import ExchangeRows

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
