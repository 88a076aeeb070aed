internal import Store

extension NormReader {
    mutating func types(_ fields: NormFields) -> [SchoolType] {
        guard let node = fields.values["types"] else {
            if fields.values["sets"] != nil { fault(fields.place, fields.path, "\"types\" is missing") }
            return SchoolType.allCases
        }
        var types: [SchoolType] = []
        for entry in list(node, "types") {
            if let type = word(entry, "types", SchoolType.self) { types.append(type) }
        }
        if Set(types).count != types.count || types.isEmpty {
            fault(node.place, "types", "types names no type of school, or one twice")
        }
        return types
    }

    mutating func applies(_ fields: NormFields) -> EquipmentNorm.Applies {
        let types = types(fields)
        guard let node = fields.values["applies"], let own = object(node, .applies, "applies") else {
            return EquipmentNorm.Applies(types: types)
        }
        return EquipmentNorm.Applies(
            types: types, pupils: range(own, "pupils", in: 0...EquipmentNorm.countLimit),
            grades: range(own, "grades", in: 0...12), shifts: range(own, "shifts", in: 1...4))
    }

    private mutating func range(_ fields: NormFields, _ key: String, in bounds: ClosedRange<Int>) -> ClosedRange<Int>? {
        guard let node = fields.values[key], let own = object(node, .range, fields.path(key)) else { return nil }
        let least = integer(own, "min", in: bounds) ?? bounds.lowerBound
        let most = integer(own, "max", in: bounds) ?? Int.max
        guard least <= most else {
            fault(node.place, own.path, "max is below min")
            return nil
        }
        return least...most
    }

    mutating func threshold(_ fields: NormFields, sets: [String: [EquipmentNorm.Room]]) -> EquipmentNorm.Threshold? {
        guard let node = fields.values["threshold"] else {
            if sets.count > 1 { fault(fields.place, "", "\"threshold\" is missing: it says which of the sets holds") }
            return nil
        }
        guard let own = object(node, .threshold, "threshold") else { return nil }
        let pupils = integer(own, "pupils", in: 0...EquipmentNorm.countLimit)
        let isStated = flag(own, "exactly_stated") ?? true
        let names = ["above", "below", "exactly"].map { key in (key, text(own, key)) }
        for (key, name) in names {
            guard let name, sets[name] == nil else { continue }
            fault(own.place(key), own.path(key), "names the set \"\(name)\", which sets does not have")
        }
        guard let pupils, let above = names[0].1, let below = names[1].1, let exactly = names[2].1 else { return nil }
        if ![above, below].contains(exactly) {
            fault(own.place("exactly"), own.path("exactly"), "is neither the set above nor the set below")
        }
        return EquipmentNorm.Threshold(
            pupils: pupils, above: above, below: below, exactly: exactly, exactlyStated: isStated)
    }

    mutating func counting(_ fields: NormFields) -> EquipmentNorm.Counting {
        guard let node = fields.values["counts"], let own = object(node, .counts, "counts") else {
            return EquipmentNorm.Counting()
        }
        return EquipmentNorm.Counting(
            seenDays: integer(own, "seen_days", in: 1...3_660), ageYears: integer(own, "age_years", in: 1...100))
    }

    mutating func line(_ fields: NormFields) -> EquipmentNorm.LineClause? {
        guard let node = fields.values["line"], let own = object(node, .line, "line") else { return nil }
        let base = number(own, "base_mbps", in: 0...1e6)
        let basePupils = integer(own, "base_pupils", in: 0...EquipmentNorm.countLimit)
        let step = number(own, "step_mbps", in: 0...1e6)
        guard let base, let basePupils, let step,
            let stepPupils = integer(own, "step_pupils", in: 1...EquipmentNorm.countLimit)
        else { return nil }
        return EquipmentNorm.LineClause(
            baseMbps: base, basePupils: basePupils, stepMbps: step, stepPupils: stepPupils)
    }

    mutating func supportLink(_ fields: NormFields) -> EquipmentNorm.SupportLink? {
        guard let node = fields.values["support_link"], let own = object(node, .supportLink, "support_link") else {
            return nil
        }
        let items = items(own, hasSeats: false, isLink: true)
        guard let line = own.values["line"], let rates = object(line, .supportLine, own.path("line")) else {
            return EquipmentNorm.SupportLink(items: items)
        }
        let down = number(rates, "download_mbps", in: 0...1e6)
        let up = number(rates, "upload_mbps", in: 0...1e6)
        let latency = number(rates, "latency_ms", in: 0...1e6)
        guard let down, let up else { return EquipmentNorm.SupportLink(items: items) }
        return EquipmentNorm.SupportLink(
            items: items, line: .init(downloadMbps: down, uploadMbps: up, latencyMs: latency))
    }
}
