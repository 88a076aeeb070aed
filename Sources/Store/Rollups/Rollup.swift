/// Indicators of standard definitions over schools; pure.
///
/// Sources: UIS, "Guide to measuring information and communication technologies in education" (2009), for learners per
/// computer; UNESCO's metadata of SDG 4.a.1 for the shares, whose names are UIS's (`SCHBSP`).
public enum Rollup {
    /// A share of schools: what is asked of each.
    private struct Share: Sendable {
        var indicator: String
        var definition: String
        var value: @Sendable (RollupSchool) -> Bool?
    }

    private static let sdg: [Share] = [
        Share(indicator: "WELEC", definition: "SDG 4.a.1: schools with electricity") { $0.hasElectricity },
        Share(indicator: "WINTERN", definition: "SDG 4.a.1: schools with Internet for pedagogical purposes") {
            $0.hasInternet
        },
        Share(indicator: "WCOMPUT", definition: "SDG 4.a.1: schools with computers for pedagogical purposes") {
            $0.pedagogicalComputers.map { $0 > 0 }
        },
    ]

    private static let lines: [Share] = [
        Share(indicator: "fiber", definition: "schools with a line over fiber") { $0.hasFiber },
        Share(indicator: "local_network", definition: "schools with a computer that tested its line over a cable") {
            $0.hasLocalNetwork
        },
        Share(indicator: "wifi", definition: "schools with a computer that tested its line over Wi-Fi") { $0.hasWiFi },
        Share(indicator: "line_norm", definition: "schools with a line that meets the norm") { $0.meetsLineNorm },
    ]

    /// How often a school reaches a platform at least to count as reaching it.
    static let reachedShare = 0.5

    /// All indicators of each area, in the order of area and indicator.
    /// - Parameter grouping: `.district`, `.region` or `.country`; others stand for `.country`.
    public static func rows(_ schools: [RollupSchool], by grouping: ProgrammeGrouping) -> [StandardIndicatorRow] {
        var areas: [AreaPath: [RollupSchool]] = [:]
        for school in schools {
            let isArea = grouping == .district || grouping == .region
            guard let area = (isArea ? grouping : .country).group(of: school.area) else { continue }
            areas[area, default: []].append(school)
        }
        return areas.sorted { $0.key.text < $1.key.text }.flatMap { area, schools in rows(schools, in: area.text) }
    }

    private static func rows(_ schools: [RollupSchool], in area: String) -> [StandardIndicatorRow] {
        var rows = [learners(schools, in: area)]
        for share in sdg {
            rows.append(row(Self.named("SCHBSP.\(share.indicator)", share), schools, in: area))
            for level in 1...3 {
                let taught = schools.filter { $0.levels.contains(level) }
                if taught.isEmpty { continue }
                rows.append(row(Self.named("SCHBSP.\(level).\(share.indicator)", share), taught, in: area))
            }
        }
        rows += lines.map { row($0, schools, in: area) }
        for share in sdg + lines { rows.append(gap(share, schools, in: area)) }
        let platforms = Set(schools.flatMap(\.platforms.keys)).sorted()
        for platform in platforms {
            let share = Share(
                indicator: "platform.\(platform)",
                definition: "schools that reached the platform in half of their tests or more"
            ) { school in school.platforms[platform].map { $0 >= reachedShare } }
            rows.append(row(share, schools, in: area))
        }
        return rows
    }

    private static func named(_ indicator: String, _ share: Share) -> Share {
        var share = share
        share.indicator = indicator
        return share
    }

    /// Learners and computers of the same schools: those of which both are known.
    static func learners(_ schools: [RollupSchool], in area: String) -> StandardIndicatorRow {
        let known = schools.filter { $0.pupils != nil && $0.pedagogicalComputers != nil }
        let learners = known.reduce(0) { $0 + ($1.pupils ?? 0) }
        let computers = known.reduce(0) { $0 + ($1.pedagogicalComputers ?? 0) }
        return StandardIndicatorRow(
            indicator: "learners_per_pedagogical_computer",
            definition: "UIS: learners per computer available for pedagogical use", area: area,
            numerator: Double(learners), denominator: Double(computers),
            value: computers == 0 ? nil : Double(learners) / Double(computers), unit: "learners_per_computer",
            schools: known.count, schoolsUnknown: schools.count - known.count)
    }

    private static func row(_ share: Share, _ schools: [RollupSchool], in area: String) -> StandardIndicatorRow {
        let known = schools.compactMap(share.value)
        let yes = known.count { $0 }
        return StandardIndicatorRow(
            indicator: share.indicator, definition: share.definition, area: area, numerator: Double(yes),
            denominator: Double(known.count), value: known.isEmpty ? nil : Double(yes) / Double(known.count),
            unit: "share", schools: known.count, schoolsUnknown: schools.count - known.count)
    }

    /// The share in towns less the share in the country: above zero, towns are better off. The numerator is the share in
    /// towns, the denominator that in the country.
    private static func gap(_ share: Share, _ schools: [RollupSchool], in area: String) -> StandardIndicatorRow {
        func side(_ isRural: Bool) -> [Bool] {
            schools.filter { $0.rural == isRural }.compactMap(share.value)
        }
        let (urban, rural) = (side(false), side(true))
        func part(_ values: [Bool]) -> Double {
            values.isEmpty ? 0 : Double(values.count { $0 }) / Double(values.count)
        }
        let isKnown = !urban.isEmpty && !rural.isEmpty
        return StandardIndicatorRow(
            indicator: "urban_rural_gap.\(share.indicator)",
            definition: "the share of towns less that of the country: "
                + share.definition, area: area, numerator: part(urban), denominator: part(rural),
            value: isKnown ? part(urban) - part(rural) : nil, unit: "difference_of_shares",
            schools: urban.count + rural.count, schoolsUnknown: schools.count - urban.count - rural.count)
    }
}
