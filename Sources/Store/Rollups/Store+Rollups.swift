extension Store {
    /// Indicators of standard definitions over the schools asked for.
    ///
    /// What only the registry can say (electricity, grades, the medium of a line) is unknown until it does; whether there is a
    /// local network or Wi-Fi is known where a computer tested its line over one. A school with a line test that has a figure has Internet; without one nobody knows. Computers are those with an agent; a
    /// school without any is unknown too.
    public func standardIndicators(
        _ query: Query, by grouping: ProgrammeGrouping, scope: Scope
    ) async throws -> [StandardIndicatorRow] {
        let places = try await places(query, scope: scope)
        let lines = Dictionary(grouping: try await lines(query, scope: scope), by: \.school)
        let media = Dictionary(grouping: try await lineContracts(query, scope: scope), by: \.school)
            .mapValues { $0.compactMap(\.medium) }
        let platforms = Dictionary(grouping: try await platforms(query, scope: scope), by: \.school)
        let networks = try await networks(query, scope: scope)
        let schools = places.map { place in
            // A platform with several hosts is reached when its worst host is.
            let reached = Dictionary(
                (platforms[place.id] ?? []).map { ($0.platform, $0.reachedShare) }, uniquingKeysWith: min)
            return RollupSchool(
                place, lines: lines[place.id] ?? [], media: media[place.id] ?? [], platforms: reached,
                networks: networks[place.id] ?? [])
        }
        return Rollup.rows(schools, by: grouping)
    }
}

extension RollupSchool {
    /// - Parameters:
    ///   - lines: the school's own.
    ///   - media: what the registry says that they run over.
    ///   - platforms: how often each was reached, from 0 to 1.
    ///   - networks: over which its computers tested their line; where none did, nobody knows.
    public init(
        _ place: SchoolPlace, lines: [LineRow], media: [LineMedium], platforms: [String: Double] = [:],
        networks: Set<EquipmentKind> = []
    ) {
        let judged = lines.compactMap(\.norm.isMet)
        self.init(
            area: place.area, rural: place.rural, pupils: place.pupils,
            levels: place.grades.map(RollupSchool.levels(ofGrades:)) ?? [],
            hasElectricity: place.electricity.map { $0 != .absent },
            hasInternet: lines.contains { $0.tests > 0 } ? true : nil,
            pedagogicalComputers: place.pedagogicalComputers > 0 || place.computersLive > 0
                ? place.pedagogicalComputers : nil,
            hasFiber: media.isEmpty ? nil : media.contains(.fiber),
            hasLocalNetwork: networks.isEmpty ? nil : networks.contains(.localNetwork),
            hasWiFi: networks.isEmpty ? nil : networks.contains(.wifi),
            meetsLineNorm: judged.isEmpty ? nil : judged.contains(true), platforms: platforms)
    }
}
