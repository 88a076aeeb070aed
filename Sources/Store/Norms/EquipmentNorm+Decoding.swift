internal import Reports

extension EquipmentNorm: Decodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, version, country, source, date, example, names, types, threshold, sets
    }

    public init(from decoder: any Decoder) throws {
        try decoder.requireKeys(CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try values.decode(String.self, forKey: .id), version: try values.decode(String.self, forKey: .version),
            country: try values.decode(String.self, forKey: .country),
            source: try values.decode(String.self, forKey: .source),
            date: try values.decode(String.self, forKey: .date),
            example: try values.decodeIfPresent(Bool.self, forKey: .example) ?? false,
            names: try values.decode(StrictNames.self, forKey: .names).names,
            types: try values.decode([SchoolType].self, forKey: .types),
            threshold: try values.decode(Threshold.self, forKey: .threshold),
            sets: try values.decode([String: [Room]].self, forKey: .sets))
    }
}

extension EquipmentNorm.Threshold: Decodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case pupils, above, below, exactly
    }

    public init(from decoder: any Decoder) throws {
        try decoder.requireKeys(CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            pupils: try values.decode(Int.self, forKey: .pupils), above: try values.decode(String.self, forKey: .above),
            below: try values.decode(String.self, forKey: .below),
            exactly: try values.decode(String.self, forKey: .exactly))
    }
}

extension EquipmentNorm.Room: Decodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, names, seats, items
    }

    public init(from decoder: any Decoder) throws {
        try decoder.requireKeys(CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            kind: try values.decode(String.self, forKey: .kind),
            names: try values.decode(StrictNames.self, forKey: .names).names,
            seats: try values.decodeIfPresent(Int.self, forKey: .seats),
            items: try values.decode([EquipmentNorm.Item].self, forKey: .items))
    }
}

extension EquipmentNorm.Item: Decodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case category, basis, count, pupils, mandatory, spec, price
    }

    private struct StrictPrice: Decodable {
        var price: EquipmentNorm.Price

        enum CodingKeys: String, CodingKey, CaseIterable {
            case amount, currency, year
        }

        init(from decoder: any Decoder) throws {
            try decoder.requireKeys(CodingKeys.self)
            price = try EquipmentNorm.Price(from: decoder)
        }
    }

    public init(from decoder: any Decoder) throws {
        try decoder.requireKeys(CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            category: try values.decode(Category.self, forKey: .category),
            basis: try values.decode(EquipmentNorm.Basis.self, forKey: .basis),
            count: try values.decode(Int.self, forKey: .count),
            pupils: try values.decodeIfPresent(Int.self, forKey: .pupils),
            mandatory: try values.decodeIfPresent(Bool.self, forKey: .mandatory) ?? true,
            spec: try values.decodeIfPresent(String.self, forKey: .spec),
            price: try values.decodeIfPresent(StrictPrice.self, forKey: .price)?.price)
    }
}

/// Names by their languages' codes.
private struct StrictNames: Decodable {
    var names: Names

    enum CodingKeys: String, CodingKey, CaseIterable {
        case kk, ru, en
    }

    init(from decoder: any Decoder) throws {
        try decoder.requireKeys(CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        names = Names(
            kk: try values.decodeIfPresent(String.self, forKey: .kk),
            ru: try values.decodeIfPresent(String.self, forKey: .ru),
            en: try values.decodeIfPresent(String.self, forKey: .en))
    }
}
