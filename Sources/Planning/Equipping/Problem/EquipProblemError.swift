/// Why a problem cannot be planned.
public enum EquipProblemError: Error, Equatable, CustomStringConvertible {
    case badAmount(funder: String, amount: Double)
    case badIndex(school: String)
    case badPlace(school: String)
    case badCount(school: String)
    case badPrice(item: String)
    case doubledSchool(String)

    public var description: String {
        switch self {
        case .badAmount(let funder, let amount): "the budget of \"\(funder)\" is \(amount), which is no amount of money"
        case .badIndex(let school): "school \(school) names a district, an item or a kind that is not there"
        case .badPlace(let school): "school \(school) lies at no place on Earth"
        case .badCount(let school): "school \(school) has a count below 0, or more than 1,000,000"
        case .badPrice(let item): "the price of \(item) is no amount of money"
        case .doubledSchool(let school): "school \(school) stands twice"
        }
    }
}

extension EquipProblem {
    /// - Throws: `EquipProblemError`.
    func check() throws(EquipProblemError) {
        func isMoney(_ amount: Double) -> Bool { amount >= 0 && amount <= 1e15 }
        let counts = 0...1_000_000
        for fund in funds where !isMoney(fund.amount) || fund.district.map({ !districts.indices.contains($0) }) == true
        {
            throw .badAmount(funder: fund.funder, amount: fund.amount)
        }
        for item in items {
            for choice in item.choices where !isMoney(choice.price ?? 0) || !isMoney(choice.runningAYear) {
                throw .badPrice(item: kinds.indices.contains(choice.kind) ? kinds[choice.kind] : item.room)
            }
            guard !item.choices.isEmpty, item.choices.allSatisfy({ kinds.indices.contains($0.kind) }) else {
                throw .badPrice(item: item.room)
            }
        }
        var ids: Set<String> = []
        for school in schools {
            guard ids.insert(school.id).inserted else { throw .doubledSchool(school.id) }
            guard districts.indices.contains(school.district),
                school.needs.allSatisfy({ items.indices.contains($0.item) }),
                school.surplus.keys.allSatisfy(kinds.indices.contains)
            else { throw .badIndex(school: school.id) }
            guard (school.latitude == nil) == (school.longitude == nil),
                (-90...90).contains(school.latitude ?? 0), (-180...180).contains(school.longitude ?? 0)
            else { throw .badPlace(school: school.id) }
            let numbers = school.needs.flatMap { [$0.needed ?? 0, $0.presentLow, $0.presentHigh, $0.present] }
            guard counts.contains(school.pupils), numbers.allSatisfy(counts.contains),
                school.surplus.values.allSatisfy(counts.contains)
            else { throw .badCount(school: school.id) }
        }
    }
}
