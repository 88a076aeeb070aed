public import FoundationEssentials
internal import Reports

extension EquipmentNorm {
    /// Why a norm file was not taken: the first thing that is wrong with it, and where.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        public var file: String
        public var reason: String

        public var description: String { "the norm \(file) cannot be used: \(reason)" }
    }

    /// More of one thing in one room, or pupils of one school, is a slip.
    static let countLimit = 10_000

    /// Reads a norm file (JSON, docs/programmes.md).
    /// - Parameter file: its name, for messages.
    /// - Throws: `Failure`.
    public static func read(_ data: Data, file: String) throws -> EquipmentNorm {
        let norm: EquipmentNorm
        do {
            norm = try JSONDecoder().decode(EquipmentNorm.self, from: data)
        } catch let error as DecodingError {
            throw Failure(file: file, reason: reason(error))
        }
        if let problem = norm.problem { throw Failure(file: file, reason: problem) }
        return norm
    }

    private static func reason(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
            return path.isEmpty ? "" : "\(path.joined(separator: ".").replacing(".[", with: "[")): "
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(place(context))\"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            return place(context) + context.debugDescription
        @unknown default: return "\(error)"
        }
    }

    /// What decoding cannot tell.
    private var problem: String? {
        for (key, text) in [("id", id), ("version", version), ("country", country), ("source", source)]
        where text.isEmpty { return "\(key) is empty" }
        if CivilDate(date) == nil { return "date \"\(date)\" is not a day such as 2026-09-01" }
        if names.isEmpty { return "names is empty: one language is needed" }
        if types.isEmpty || Set(types).count != types.count { return "types names no type of school, or one twice" }
        guard (0...Self.countLimit).contains(threshold.pupils) else { return "threshold.pupils is out of bounds" }
        for set in [threshold.above, threshold.below, threshold.exactly] where sets[set] == nil {
            return "threshold names the set \"\(set)\", which sets does not have"
        }
        if ![threshold.above, threshold.below].contains(threshold.exactly) {
            return "threshold.exactly is neither the set above nor the set below"
        }
        for (name, rooms) in sets.sorted(by: { $0.key < $1.key }) {
            if Set(rooms.map(\.kind)).count != rooms.count { return "sets.\(name) has two rooms of one kind" }
            for room in rooms {
                if let problem = room.problem { return "sets.\(name).\(room.kind): \(problem)" }
            }
        }
        let currencies = Set(sets.values.joined().flatMap(\.items).compactMap { $0.price?.currency })
        if currencies.count > 1 { return "prices are in \(currencies.sorted().joined(separator: " and ")); use one" }
        return nil
    }
}

extension EquipmentNorm.Room {
    fileprivate var problem: String? {
        if kind.isEmpty { return "kind is empty" }
        if let seats, !(1...EquipmentNorm.countLimit).contains(seats) { return "seats is out of bounds" }
        for item in items {
            let name = item.category.rawValue
            if item.category == .unknown { return "a category is none that devices have" }
            if !(1...EquipmentNorm.countLimit).contains(item.count) { return "count of \(name) is out of bounds" }
            if item.basis == .perSeat, seats == nil { return "\(name) is per_seat, and the room says no seats" }
            if (item.basis == .perPupils) != (item.pupils != nil) { return "\(name): pupils stands with per_pupils" }
            if let pupils = item.pupils, pupils < 1 { return "\(name): pupils is below 1" }
            guard let price = item.price else { continue }
            if !(0...1e12).contains(price.amount) { return "price of \(name) is out of bounds" }
            if price.currency.utf8.count != 3 || !price.currency.utf8.allSatisfy({ (65...90).contains($0) }) {
                return "currency of \(name) is not of three letters such as KZT"
            }
            if !(1990...2100).contains(price.year) { return "price year of \(name) is out of bounds" }
        }
        return nil
    }
}
