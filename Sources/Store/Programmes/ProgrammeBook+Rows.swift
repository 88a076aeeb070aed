public import Reports

extension ProgrammeBook {
    /// One row per group and category, in the order of funder, programme, place and category.
    /// - Parameters:
    ///   - since: the first day of the period in which use is counted.
    ///   - today: its last day.
    public func rows(by grouping: ProgrammeGrouping, since: CivilDate, today: CivilDate) -> [ProgrammeRow] {
        var sums: [Key: Sum] = [:]
        let known = Dictionary(programmes.map { ($0.id, $0) }) { first, _ in first }
        for figure in figures + matched(since: since, today: today) {
            guard let programme = known[figure.programme], let school = schools[figure.school],
                let place = place(of: programme, at: school, by: grouping)
            else { continue }
            sums[Key(place: place, category: figure.category), default: Sum()].add(figure, at: school)
        }
        let withDeliveries = Set(sums.keys.map(\.place))
        let members = members(by: grouping)
        for place in members.keys where !withDeliveries.contains(place) { sums[Key(place: place)] = Sum() }
        return sums.sorted { $0.key.order.lexicographicallyPrecedes($1.key.order) }.map { key, sum in
            row(key, sum, members: members[key.place] ?? [])
        }
    }

    /// What became of the book's own deliveries: for each programme, school and category one figure.
    public func matched(since: CivilDate, today: CivilDate) -> [ProgrammeFigure] {
        var figures: [[String]: ProgrammeFigure] = [:]
        let devices = Dictionary(grouping: devices, by: \.school)
        for (id, delivered) in Dictionary(grouping: deliveries, by: \.school) {
            guard let school = schools[id] else { continue }
            let match = DeliveryMatch(
                delivered, devices: DeviceUse.merged(devices[id] ?? []), presence: presence[id] ?? SchoolPresence(),
                verifiedSince: school.days.start(ofLast: school.presenceDays, upTo: today).description,
                schoolDays: school.days.names(from: since, to: today))
            for (delivery, found) in zip(delivered, match.found) {
                let key = [delivery.programme, id, delivery.category.rawValue]
                figures[
                    key,
                    default: ProgrammeFigure(programme: delivery.programme, school: id, category: delivery.category)
                ].add(delivery, found)
            }
        }
        return Array(figures.values)
    }

    private struct Key: Hashable {
        var place: Place
        var category: Reports.Category?

        var order: [String] { place.order + [category?.rawValue ?? ""] }
    }

    private struct Sum {
        var schools: Set<String> = []
        /// Over all of them.
        var all: ProgrammeFigure?
        var pupils: [String: Int] = [:]
        /// To schools whose pupils are known.
        var deliveredToKnown = 0

        mutating func add(_ figure: ProgrammeFigure, at school: SchoolPlace) {
            schools.insert(school.id)
            if all?.add(figure) == nil { all = figure }
            guard let pupils = school.pupils else { return }
            self.pupils[school.id] = pupils
            deliveredToKnown += figure.delivered
        }

        var use: ProgrammeRow.Measured? {
            guard let all, all.delivered > 0 else { return nil }
            if all.seen == 0 { return .notMeasured }
            return all.seen < all.delivered ? .partly : .measured
        }

        var way: ProgrammeRow.Way? {
            guard let all else { return nil }
            if all.hasSerials, all.hasCounts { return .both }
            return all.hasSerials ? .serials : .counts
        }
    }

    private func row(_ key: Key, _ sum: Sum, members: Set<String>) -> ProgrammeRow {
        let children = sum.pupils.isEmpty ? nil : sum.pupils.values.reduce(0, +)
        return ProgrammeRow(
            programme: key.place.programme, programmeName: name(of: key.place.programme), funder: key.place.funder,
            area: key.place.area ?? key.place.school.flatMap { schools[$0]?.area.text }, school: key.place.school,
            schoolName: key.place.school.flatMap { schools[$0]?.name }, category: key.category,
            schools: key.category == nil ? members.count : sum.schools.count, delivered: sum.all?.delivered ?? 0,
            seen: sum.all?.seen ?? 0, verified: sum.all?.verified ?? 0, presentHigh: sum.all?.presentHigh ?? 0,
            use: sum.use, deviceDays: sum.all.flatMap { $0.seen == 0 ? nil : $0.deviceDays },
            matchedBy: sum.way, pupils: children,
            childrenPerDevice: children.flatMap {
                sum.deliveredToKnown == 0 ? nil : Double($0) / Double(sum.deliveredToKnown)
            }, coverage: presence.coverage(of: key.category == nil ? members : sum.schools))
    }

    /// One row per group, stage and currency, in the order of group and stage.
    public func milestoneRows(by grouping: ProgrammeGrouping) -> [MilestoneRow] {
        let members = members(by: grouping)
        let known = Dictionary(programmes.map { ($0.id, $0) }) { first, _ in first }
        var reached: [Place: [MilestoneStage: Set<String>]] = [:]
        var own: [Place: [MilestoneStage: [Milestone]]] = [:]
        for milestone in milestones {
            guard let programme = known[milestone.programme], let school = schools[milestone.school],
                let place = place(of: programme, at: school, by: grouping)
            else { continue }
            for stage in MilestoneStage.allCases where stage <= milestone.stage {
                reached[place, default: [:]][stage, default: []].insert(milestone.school)
            }
            own[place, default: [:]][milestone.stage, default: []].append(milestone)
        }
        return members.sorted { $0.key.order.lexicographicallyPrecedes($1.key.order) }.flatMap { place, schools in
            MilestoneStage.allCases.flatMap { stage in
                rows(place, stage, schools.count, reached[place]?[stage]?.count ?? 0, own[place]?[stage] ?? [])
            }
        }
    }

    private func rows(
        _ place: Place, _ stage: MilestoneStage, _ members: Int, _ reached: Int, _ milestones: [Milestone]
    ) -> [MilestoneRow] {
        let priced = Dictionary(grouping: milestones.filter { $0.cost != nil }) { $0.currency ?? "" }
        let currencies: [String?] = priced.isEmpty ? [nil] : priced.keys.sorted()
        return currencies.map { currency in
            MilestoneRow(
                programme: place.programme, programmeName: name(of: place.programme), funder: place.funder,
                area: place.area ?? place.school.flatMap { schools[$0]?.area.text }, school: place.school,
                schoolName: place.school.flatMap { schools[$0]?.name }, stage: stage, schools: members,
                reached: reached, share: members == 0 ? nil : Double(reached) / Double(members),
                cost: currency.map { (priced[$0] ?? []).reduce(0) { $0 + ($1.cost ?? 0) } }, currency: currency,
                withoutCost: milestones.count { $0.cost == nil })
        }
    }
}
