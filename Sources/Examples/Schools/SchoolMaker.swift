internal import FoundationEssentials
internal import Reports
internal import Store

/// Fills one planned school with lines, computers, devices and a year of tests.
struct SchoolMaker {
    /// What becomes of an agent over time.
    private enum Fate { case live, silent, neverReported, waiting, revoked }

    private static let fates: [(Fate, weight: Double)] = [
        (.live, 83), (.silent, 13), (.neverReported, 2), (.waiting, 1), (.revoked, 1),
    ]
    /// Schools with a second line.
    private static let secondLineShare = 0.08

    let country: MadeCountry
    let plan: SchoolPlan

    private var parameters: MadeCountry.Parameters { country.parameters }

    func school(publicKey: (Data) throws -> Data) rethrows -> MadeSchool {
        var draws = Draws(seed: parameters.seed, "school", plan.number)
        let enrolled = SchoolDays.date(
            parameters.asOf.adding(days: -parameters.days - 1 - draws.below(30)), minute: 600)
        let lines = lines(confirmed: enrolled, &draws)
        var computers: [MadeComputer] = []
        var testers: [SlotPlan.Tester] = []
        // Some schools have no more than Wi-Fi.
        let wifiShare = lines[0].story == .slowWiFi ? 0.85 : draws.chance(0.15) ? 0.6 : 0.08
        var moving: Device?
        for index in 0..<plan.computers {
            let line = index > 0 && lines.count > 1 && index % 12 == 0 ? 1 : 0
            let medium: LineLink.Medium = draws.chance(wifiShare) ? .wifi : .wired
            // The first computer confirms the gateways, so it is one that stays.
            let fate = index == 0 ? .live : draws.pick(Self.fates)
            let (computer, boots) = try self.computer(
                index, fate: fate, enrolled: enrolled, moved: moving, publicKey: publicKey, &draws)
            moving = computer.devices.last { $0.device.category == .tablet && $0.lastBoot == computer.lastBoot }?.device
            if !draws.chance(0.1) { moving = nil }
            testers.append(SlotPlan.Tester(agent: computer.agent, line: line, medium: medium, boots: boots))
            computers.append(computer)
        }
        let slots = SlotPlan(days: country.days, lines: lines, platform: .of(region: plan.region))
        slots.run(testers, on: &computers, &draws)
        return MadeSchool(
            school: school(&draws), enrollment: enrollment(computers, at: enrolled, &draws), lines: lines.map(\.line),
            computers: computers)
    }

    private func school(_ draws: inout Draws) -> School {
        School(
            id: plan.id, gigaID: nil, names: plan.names, area: plan.area, type: plan.type,
            supportedBy: plan.supportedBy.map(SchoolPlan.id), latitude: plan.latitude, longitude: plan.longitude,
            pupils: plan.pupils, rural: plan.rural,
            grades: plan.type == .small && plan.pupils < 40 ? "1-9" : "1-11", shifts: plan.pupils > 900 ? 2 : 1,
            managingBody: "made-up education department", settlement: plan.settlement.en,
            settlementLevel: plan.rural
                ? .village : MadeRegion.all[plan.region].isCity ? .republicanCity : draws.chance(0.6) ? .city : .town,
            electricity: draws.chance(0.995) ? .grid : .solar, madeUp: true)
    }

    private func enrollment(_ computers: [MadeComputer], at enrolled: Date, _ draws: inout Draws) -> NewEnrollment {
        NewEnrollment(
            secretHash: Data((0..<32).map { _ in UInt8(truncatingIfNeeded: draws.bits()) }), school: plan.id,
            uses: computers.count { $0.standing != .waiting }, createdAt: enrolled.addingTimeInterval(-3_600),
            expiresAt: enrolled.addingTimeInterval(30 * 86_400))
    }

    private func lines(confirmed: Date, _ draws: inout Draws) -> [LineTruth] {
        let count = draws.chance(Self.secondLineShare) && plan.computers > 12 ? 2 : 1
        let heard = SchoolDays.date(country.days.days.last ?? parameters.asOf, minute: 800)
        return (0..<count).map { number in
            LineTruth(
                plan, number: number, id: number == 0 ? "main" : "backup",
                confirmed: MadeLine.Confirmation(at: confirmed, heardAt: max(heard, confirmed)), &draws)
        }
    }

    /// - Returns: the computer, and on which of its boots it ran on each school day.
    private func computer(
        _ index: Int, fate: Fate, enrolled: Date, moved: Device?, publicKey: (Data) throws -> Data, _ draws: inout Draws
    ) rethrows -> (MadeComputer, boots: [Int?]) {
        let key = try publicKey(Data((0..<32).map { _ in UInt8(truncatingIfNeeded: draws.bits()) }))
        let days = country.days.days
        let runs = draws.real(0.55, 0.97)
        let end: Int =
            switch fate {
            case .live: days.count
            case .silent: draws.below(max(1, days.count - 14))
            case .revoked: draws.below(max(1, days.count))
            case .neverReported, .waiting: 0
            }
        var boots: [MadeBoot] = []
        var byDay = [Int?](repeating: nil, count: days.count)
        var firstDayBoot = 0
        let deviceDaysFrom = parameters.asOf.adding(days: -parameters.deviceDays)
        // The last days before a holiday and after it are as any other; a live PC ran within the last three.
        for day in 0..<end where draws.chance(runs) || (fate == .live && day == end - 1) {
            byDay[day] = boots.count
            if days[day] < deviceDaysFrom { firstDayBoot = boots.count + 1 }
            boots.append(
                MadeBoot(
                    key: (draws.bits(), draws.bits()), day: days[day],
                    startedAt: SchoolDays.date(days[day], minute: 450 + draws.below(45), second: draws.below(60)),
                    sealedAt: SchoolDays.date(days[day], minute: 855 + draws.below(180), second: draws.below(60))))
        }
        let version = draws.chance(0.1) ? "0.0.9" : "0.1.0"
        let pedagogical = draws.chance(0.88)
        let (room, label) = (Self.room(of: index), "\(plan.id)-\(index + 1)")
        let devices =
            boots.isEmpty
            ? []
            : DeviceMaker(
                mean: parameters.devicesPerComputer, boots: boots.count, firstDayBoot: firstDayBoot,
                isPedagogical: pedagogical
            ).devices(&draws, moved: moved)
        let standing: MadeComputer.Standing =
            switch fate {
            case .waiting: .waiting
            case .revoked:
                .revoked(boots.last?.sealedAt.addingTimeInterval(86_400) ?? enrolled.addingTimeInterval(86_400))
            default: .enrolled
            }
        let computer = MadeComputer(
            publicKey: key, standing: standing, enrolledAt: enrolled.addingTimeInterval(TimeInterval(index * 240)),
            room: room,
            label: label,
            computer: draws.pick(ComputerModel.all).computer(
                room: room, label: label, version: version, pedagogical: pedagogical, &draws),
            stream: draws.hex32(), boots: boots, devices: devices, lineTests: [], slots: [])
        return (computer, byDay)
    }

    /// The first fifteen stand in the computer room, then twelve in the next, then one in each classroom.
    static func room(of index: Int) -> String { index < 15 ? "101" : index < 27 ? "204" : String(300 + index - 27) }
}
