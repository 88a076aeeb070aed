internal import Reports
public import Store

/// What offices know of made-up schools beside what computers told: years, rooms, programmes and what these brought.
///
/// It comes in as any office's files do, through the imports, so that their rules and histories hold for it, too.
public struct MadeRegister: Sendable, Equatable {
    public var years: [SchoolYearCount] = []
    public var rooms: [Room] = []
    public var deliveries: [Delivery] = []
    public var milestones: [Milestone] = []
    public var indicatorValues: [IndicatorValue] = []
    /// Without an agent.
    public var computers: [RegisteredComputer] = []
}

extension MadeCountry {
    /// What was equipped: small schools, with what a small school's universal room has.
    private static let equipping = "made-up-small-schools"
    /// What is built: support schools, in stages.
    private static let building = "made-up-support-schools"
    /// A support school costs about 250 million tenge.
    private static let supportCost = 250_000_000.0
    /// 134 small schools were equipped for 1.8 billion tenge.
    private static let roomCost = 13_400_000.0

    /// The country, its regions and districts, each with its names.
    public var areas: [Area] {
        var areas = [Area(path: AreaPath(country: CountryPlan.country), code: "KZ", names: CountryPlan.names)]
        var known: Set<AreaPath> = []
        for plan in plans {
            let region = AreaPath(country: plan.area.country, region: plan.area.region)
            if known.insert(region).inserted {
                areas.append(Area(path: region, names: MadeRegion.all[plan.region].names))
            }
            if known.insert(plan.area).inserted { areas.append(Area(path: plan.area, names: plan.districtNames)) }
        }
        return areas
    }

    /// With all the schools that each is for.
    public var programmes: [Programme] {
        [
            Programme(
                id: Self.equipping,
                names: Names(
                    kk: "Шағын мектептерді жабдықтау (ойдан шығарылған)", ru: "Оснащение малых школ (вымышленная)",
                    en: "Equipping of small schools (made up)"),
                funder: "Made-up Foundation", startsOn: parameters.asOf.adding(days: -700).description,
                schools: plans.filter(\.isEquipped).map(\.id)),
            Programme(
                id: Self.building,
                names: Names(
                    kk: "Тірек мектептері (ойдан шығарылған)", ru: "Опорные школы (вымышленная)",
                    en: "Support schools (made up)"),
                funder: "Made-up Ministry", startsOn: parameters.asOf.adding(days: -900).description,
                schools: plans.filter { $0.type == .support }.map(\.id)),
        ]
    }

    public var indicators: [Indicator] {
        [
            Indicator(
                id: "made-up-online-lessons",
                names: Names(
                    kk: "Онлайн сабақтар (ойдан шығарылған)", ru: "Онлайн-уроки (вымышленный)",
                    en: "Online lessons held (made up)"),
                unit: "lessons"),
            Indicator(
                id: "made-up-teachers-trained",
                names: Names(
                    kk: "Оқытылған мұғалімдер (ойдан шығарылған)", ru: "Обученные учителя (вымышленный)",
                    en: "Teachers trained (made up)"),
                unit: "teachers"),
        ]
    }

    /// - Parameter range: of schools, within `0..<count`.
    public func register(of range: Range<Int>) -> MadeRegister {
        var register = MadeRegister()
        for plan in plans[range] {
            var draws = Draws(seed: parameters.seed, "register", plan.number)
            years(of: plan, to: &register, &draws)
            rooms(of: plan, to: &register)
            if plan.isEquipped {
                deliveries(to: plan, &register, &draws)
                milestones(Self.equipping, Self.roomCost, of: plan, within: 300...700, to: &register, &draws)
            }
            if plan.type == .support {
                milestones(Self.building, Self.supportCost, of: plan, within: 500...850, to: &register, &draws)
            }
            if plan.supportedBy != nil { values(of: plan, to: &register, &draws) }
            register.computers += computersOfOtherSystems(at: plan)
        }
        return register
    }

    private func years(of plan: SchoolPlan, to register: inout MadeRegister, _ draws: inout Draws) {
        let current = parameters.asOf.month >= 9 ? parameters.asOf.year : parameters.asOf.year - 1
        for back in [1, 0] {
            guard let year = SchoolYear(first: current - back) else { continue }
            let pupils = back == 0 ? plan.pupils : max(1, Int(Double(plan.pupils) * draws.real(0.93, 1.06)))
            register.years.append(
                SchoolYearCount(
                    school: plan.id, year: year, pupils: pupils, girls: Int(Double(pupils) * draws.real(0.46, 0.52)),
                    teachers: max(4, pupils / (plan.type == .small ? 5 : 12)), classes: max(3, pupils / 21),
                    source: "made up"))
        }
    }

    /// Rooms of as many computers as stand in them.
    private func rooms(of plan: SchoolPlan, to register: inout MadeRegister) {
        var known: Set<String> = []
        for index in 0..<plan.computers {
            let name = SchoolMaker.room(of: index)
            guard known.insert(name).inserted else { continue }
            let kind: RoomKind =
                switch name {
                case "101": .computerLab
                case "204": plan.type == .small ? .classroom : .roboticsLab
                case "300": .scienceLab
                case "301": .library
                default: .classroom
                }
            register.rooms.append(Room(school: plan.id, name: name, kind: kind, seats: kind == .computerLab ? 15 : 24))
        }
    }

    private func deliveries(to plan: SchoolPlan, _ register: inout MadeRegister, _ draws: inout Draws) {
        let day = parameters.asOf.adding(days: -draws.whole(200...600)).description
        let document = "made-up-\(plan.number)"
        for (category, count) in [
            (Category.tablet, max(2, plan.pupils / 6)), (.roboticsKit, 2), (.interactivePanel, 1), (.labSensor, 3),
        ] {
            register.deliveries.append(
                Delivery(
                    programme: Self.equipping, school: plan.id, day: day, category: category, count: count,
                    document: document))
        }
    }

    /// What was planned, and what it cost where it was contracted, a little less or more.
    private func milestones(
        _ programme: String, _ cost: Double, of plan: SchoolPlan, within days: ClosedRange<Int>,
        to register: inout MadeRegister, _ draws: inout Draws
    ) {
        var day = parameters.asOf.adding(days: -draws.whole(days))
        let contracted = (cost * draws.real(0.92, 1.06) / 10_000).rounded() * 10_000
        for stage in MilestoneStage.allCases {
            let cost: Double? =
                switch stage {
                case .planned, .funded: cost
                case .contracted, .equipped, .accepted: contracted
                }
            register.milestones.append(
                Milestone(
                    programme: programme, school: plan.id, stage: stage, day: day.description, cost: cost,
                    currency: "KZT", document: "made-up-\(plan.number)"))
            day = day.adding(days: draws.whole(30...260))
            if day >= parameters.asOf { return }
        }
    }

    private func values(of plan: SchoolPlan, to register: inout MadeRegister, _ draws: inout Draws) {
        let month = parameters.asOf.adding(days: -parameters.asOf.day)
        guard let period = ReportingPeriod(month.monthDescription) else { return }
        let target = 20.0
        register.indicatorValues.append(
            IndicatorValue(
                indicator: "made-up-online-lessons", school: plan.id, period: period, value: Double(draws.below(30)),
                target: target, source: "made up"))
        guard plan.isEquipped else { return }
        register.indicatorValues.append(
            IndicatorValue(
                indicator: "made-up-teachers-trained", programme: Self.equipping, school: plan.id, period: period,
                value: Double(draws.below(5)), target: 3, source: "made up"))
    }
}
