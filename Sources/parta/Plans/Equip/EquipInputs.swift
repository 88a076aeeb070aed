internal import Planning
internal import Store

/// The schools of a question as an equipping problem.
struct EquipInputs {
    let norm: EquipmentNorm
    let schools: [SchoolPlace]
    /// Live agents of all computers, by `schools`.
    let coverage: [Double?]
    private(set) var problem: EquipProblem
    /// Of how many schools the norm cannot say what it asks.
    let schoolsUnknown: Int
    /// The norm's items, by `EquipProblem.items`.
    let items: [EquipmentNorm.Item]

    /// - Parameter recommended: whether what the norm only recommends is asked for too.
    init(
        norm: EquipmentNorm, query: Query, store: any Store, presence: PresenceChoice, recommended: Bool
    ) async throws {
        self.norm = norm
        var query = query
        query.limit = nil
        let places = Dictionary(
            try await store.placeRows(query, scope: .everything).map { ($0.school, $0) }, uniquingKeysWith: { $1 })
        let coverage = Dictionary(
            try await store.coverage(query, scope: .everything).map { ($0.school ?? "", $0.coverage.share) },
            uniquingKeysWith: { $1 })
        let stock = try await store.stock(query, for: norm, scope: .everything)
        var made = EquipProblem(
            kinds: EquipmentKind.allCases.map(\.rawValue), districts: [], items: [], schools: [])
        let kinds = Dictionary(uniqueKeysWithValues: EquipmentKind.allCases.enumerated().map { ($1, $0) })
        var norms: [EquipmentNorm.Item] = []
        var unknown = 0
        var districts: [String: Int] = [:]
        var asked: [SchoolPlace] = []
        var shares: [Double?] = []
        let gaps = NormGaps(norm)
        // By the gaps' places: which item of the problem it is, and what the school shows of it.
        var known = [Int?](repeating: nil, count: gaps.places)
        var shown = [StockRange?](repeating: nil, count: gaps.places)
        for school in try await store.places(query, scope: .everything) {
            let own = stock[school.id] ?? [:]
            let share = coverage[school.id] ?? nil
            let planned = Dictionary(
                uniqueKeysWithValues: own.map { kind, range in
                    // No books hold networks: what no computer uses is planned as missing, and shown as not known.
                    let count =
                        kind.isSeenByComputers ? presence.present(range, coverage: share) : range.low
                    return (kind, StockRange(low: count, high: count))
                })
            guard let range = gaps.asked(of: school, stock: own),
                let plan = gaps.asked(of: school, stock: planned)
            else {
                unknown += 1
                continue
            }
            guard !plan.gaps.isEmpty else { continue }
            for place in shown.indices { shown[place] = nil }
            for gap in range.gaps where shown[gap.place] == nil { shown[gap.place] = gap.present }
            let needs = plan.gaps.map { gap in
                let index = known[gap.place] ?? norms.count
                if index == norms.count {
                    known[gap.place] = index
                    norms.append(gap.item)
                    made.items.append(EquipItem(gap, kinds: kinds, isAsked: gap.item.mandatory || recommended))
                }
                let present = shown[gap.place] ?? gap.present
                return EquipSchool.Need(
                    item: index, needed: gap.needed, presentLow: present.low, presentHigh: present.high,
                    present: gap.present.low)
            }
            let district = districts[school.area.text] ?? districts.count
            districts[school.area.text] = district
            // Only what is certainly there is sent elsewhere.
            let surplus = range.surplus.filter { $0.value.low > 0 && $0.key.isSeenByComputers }.compactMap {
                kind, left in
                kinds[kind].map { ($0, left.low) }
            }
            made.schools.append(
                EquipSchool(
                    id: school.id, district: district, pupils: school.pupils ?? 0, isRural: school.rural ?? false,
                    latitude: places[school.id]?.latitude, longitude: places[school.id]?.longitude, needs: needs,
                    surplus: Dictionary(uniqueKeysWithValues: surplus)))
            asked.append(school)
            shares.append(share)
        }
        made.districts = districts.sorted { $0.value < $1.value }.map(\.key)
        (problem, items, schoolsUnknown) = (made, norms, unknown)
        (schools, self.coverage) = (asked, shares)
    }
}

extension EquipInputs {
    /// Gives the problem its money and its aim.
    mutating func plan(for objective: EquipObjective, of funds: [EquipFund], transfers: EquipProblem.Transfers?) {
        problem.objective = objective
        problem.funds = funds
        problem.transfers = transfers
    }
}

extension EquipItem {
    fileprivate init(_ gap: NormGaps.Gap, kinds: [EquipmentKind: Int], isAsked: Bool) {
        self.init(
            room: gap.room, mandatory: isAsked,
            choices: ([gap.item] + gap.substitutes).map { item in
                Choice(
                    kind: kinds[item.category] ?? 0, price: item.price?.amount,
                    runningAYear: item.price?.runningAYear ?? 0)
            })
    }
}

extension EquipInputs {
    /// The norm's item that a choice stands for: the item itself, or what does in its place.
    func item(_ choice: EquipItem.Choice, of index: Int) -> EquipmentNorm.Item {
        let kind = problem.kinds[choice.kind]
        guard items[index].category.rawValue != kind else { return items[index] }
        let rooms = norm.sets.values.joined().filter { $0.kind == problem.items[index].room }.flatMap(\.items)
        return (rooms + (norm.supportLink?.items ?? [])).first {
            $0.category.rawValue == kind && $0.insteadOf == items[index].category
        } ?? items[index]
    }
}
