internal import Store

extension NormReader {
    private static let counts = 1...EquipmentNorm.countLimit

    mutating func names(_ fields: NormFields) -> Names {
        guard let node = fields.values["names"], let own = object(node, .names, fields.path("names")) else {
            return Names()
        }
        let names = Names(kk: text(own, "kk"), ru: text(own, "ru"), en: text(own, "en"))
        if names.isEmpty { fault(node.place, own.path, "names is empty: one of kk, ru, en is needed") }
        return names
    }

    mutating func room(_ node: YAMLNode, _ path: String) -> EquipmentNorm.Room? {
        guard let fields = object(node, .room, path) else { return nil }
        let seats = integer(fields, "seats", in: Self.counts)
        let names = names(fields)
        let items = items(fields, hasSeats: seats != nil, isLink: false)
        guard let kind = text(fields, "kind") else { return nil }
        if kind == EquipmentNorm.SupportLink.kind {
            fault(fields.place("kind"), fields.path("kind"), "this name is what answers call the support link")
        }
        return EquipmentNorm.Room(kind: kind, names: names, seats: seats, items: items)
    }

    /// - Parameter isLink: whether they are asked of a school as a whole.
    mutating func items(_ fields: NormFields, hasSeats: Bool, isLink: Bool) -> [EquipmentNorm.Item] {
        guard let node = fields.values["items"] else { return [] }
        let path = fields.path("items")
        var items: [EquipmentNorm.Item] = []
        var places: [YAMLNode.Place] = []
        for (index, node) in list(node, path).enumerated() {
            let path = "\(path)[\(index)]"
            guard let item = item(node, path, hasSeats: hasSeats) else { continue }
            if isLink, item.basis != .perSchool {
                fault(node.place, path, "an item of the support link is per_school")
            }
            items.append(item)
            places.append(node.place)
        }
        let asked = Set(items.filter { $0.insteadOf == nil }.map(\.category))
        for (index, item) in items.enumerated() {
            let path = "\(path)[\(index)]"
            if let other = item.insteadOf, !asked.contains(other) || other == item.category {
                fault(places[index], path, "instead_of names \(other.rawValue), which this room does not ask for")
            }
            if let other = item.onlyIfMissing,
                items.contains(where: { $0.category == other && $0.mandatory && $0.insteadOf == nil })
            {
                fault(
                    places[index], path,
                    "only_if_missing names \(other.rawValue), which is mandatory in this room and so never missing")
            }
        }
        return items
    }

    private mutating func item(_ node: YAMLNode, _ path: String, hasSeats: Bool) -> EquipmentNorm.Item? {
        guard let fields = object(node, .item, path) else { return nil }
        let basis = word(fields, "basis", EquipmentNorm.Basis.self)
        let pupils = integer(fields, "pupils", in: Self.counts)
        if let basis, (basis == .perPupils) != (fields.values["pupils"] != nil) {
            fault(fields.place("pupils"), path, "pupils stands with per_pupils, and with nothing else")
        }
        if basis == .perSeat, !hasSeats { fault(fields.place, path, "is per_seat, and the room says no seats") }
        let (least, most) = (integer(fields, "min", in: Self.counts), integer(fields, "max", in: Self.counts))
        if let least, let most, least > most { fault(fields.place("max"), path, "max is below min") }
        let mandatory = flag(fields, "mandatory") ?? true
        let spec = text(fields, "spec")
        let insteadOf = word(fields, "instead_of", EquipmentKind.self)
        let onlyIfMissing = word(fields, "only_if_missing", EquipmentKind.self)
        let price = fields.values["price"].flatMap { self.price($0, fields.path("price")) }
        guard let basis, let category = word(fields, "category", EquipmentKind.self),
            let count = integer(fields, "count", in: Self.counts)
        else { return nil }
        return EquipmentNorm.Item(
            category: category, basis: basis, count: count, pupils: pupils, least: least, most: most,
            mandatory: mandatory, spec: spec, insteadOf: insteadOf, onlyIfMissing: onlyIfMissing, price: price)
    }

    private mutating func price(_ node: YAMLNode, _ path: String) -> EquipmentNorm.Price? {
        guard let fields = object(node, .price, path) else { return nil }
        let amount = number(fields, "amount", in: 0...1e12)
        let year = integer(fields, "year", in: 1990...2100)
        let running = number(fields, "running_a_year", in: 0...1e12) ?? 0
        guard let currency = text(fields, "currency") else { return nil }
        guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (65...90).contains($0) }) else {
            fault(fields.place("currency"), fields.path("currency"), "is not of three letters such as KZT")
            return nil
        }
        guard let amount, let year else { return nil }
        return EquipmentNorm.Price(amount: amount, currency: currency, year: year, runningAYear: running)
    }
}
