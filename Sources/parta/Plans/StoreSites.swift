internal import Planning
internal import Presentation
internal import Reports
internal import Store

/// Schools and fiber nodes of the database as a plan's places.
struct StoreSites {
    enum Weight: String {
        case pupils
        /// Pupils of schools whose lines are known to miss their norm.
        case pupilsBelowNorm = "pupils_below_norm"
        case schools
    }

    let store: any Store
    let query: Query
    let need: FiberNeed
    let weight: Weight

    func read() async throws -> [PlanSite] {
        var sites: [PlanSite] = []
        try await AreaBatches(store: store, query: query).visit { schools, narrowed in
            let lines = Dictionary(
                grouping: try await store.lines(narrowed, scope: .everything).filter { schools[$0.school] != nil },
                by: \.school)
            for id in schools.keys.sorted() {
                if let school = schools[id] { sites.append(site(school, lines[id] ?? [])) }
            }
            if Terminal.showsProgress { Terminal.progress("\(sites.count) schools") }
        }
        let taken = Set(sites.map(\.id))
        for node in try await store.fiberNodes() where node.isUsable {
            let id = taken.contains(node.id) ? "node \(node.id)" : node.id
            sites.append(
                PlanSite(
                    id: id, name: node.operatorName,
                    point: SpherePoint(latitude: node.latitude, longitude: node.longitude), weight: 0, isSource: true,
                    isNode: true, costs: SiteCosts(source: node.connectionFee)))
        }
        return sites
    }

    private func site(_ school: School, _ lines: [LineRow]) -> PlanSite {
        var site = PlanSite(id: school.id, name: school.names.preferred(query.language))
        if let latitude = school.latitude, let longitude = school.longitude {
            site.point = SpherePoint(latitude: latitude, longitude: longitude)
        }
        site.isSource = lines.contains { $0.medium == LineMedium.fiber.rawValue }
        site.hasPower = school.electricity.map { $0 != .absent }
        site.weight = weight(school, lines)
        if !site.isSource, need == .speed { site.otherRemedy = otherRemedy(lines) }
        return site
    }

    private func weight(_ school: School, _ lines: [LineRow]) -> Double {
        switch weight {
        case .schools: 1
        case .pupils: Double(school.pupils ?? 0)
        case .pupilsBelowNorm:
            lines.contains { $0.norm.isMet == false } && !lines.contains { $0.norm.isMet == true }
                ? Double(school.pupils ?? 0) : 0
        }
    }

    /// Why nothing is to be built: the best of a school's lines decides. Nil where one has to be built.
    private func otherRemedy(_ lines: [LineRow]) -> String? {
        if lines.contains(where: { $0.norm.isMet == true }) { return "meets_norm" }
        let remedies = lines.compactMap(\.diagnosis.remedy)
        if remedies.contains(.upgradeContract) { return "contract_suffices" }
        for remedy in [LineRemedy.fixLAN, .fixWifi, .power] where remedies.contains(remedy) { return remedy.rawValue }
        return remedies.contains(.build) ? nil : LineRemedy.measureMore.rawValue
    }
}
