internal import FoundationEssentials
internal import Reports

extension Store {
    /// Readiness for online lessons of the small schools asked for, each with its support school.
    ///
    /// Lines are judged by their medians since `Query.since`, as `lines` has them.
    /// - Parameter rates: what a line must give at both ends; nil for what each school's settings say.
    public func onlineReadiness(
        _ query: Query, rates: EquipmentNorm.SupportLink.Line? = nil, scope: Scope
    ) async throws -> [ReadinessRow] {
        var query = query
        query.filters.type = query.filters.type ?? .small
        let schools = try await places(query, scope: scope)
        var ends = try await ends(of: schools, query, scope: scope)
        var rows: [ReadinessRow] = []
        if let rates { for id in ends.keys { ends[id]?.thresholds.take(rates) } }
        for school in schools {
            guard let own = ends[school.id] else { continue }
            if let id = school.supportedBy, ends[id] == nil {
                ends[id] = try await end(of: id, query, scope: scope)
                if let rates { ends[id]?.thresholds.take(rates) }
            }
            rows.append(Readiness.online(school, own: own, support: school.supportedBy.flatMap { ends[$0] }))
        }
        return rows
    }

    /// A support school that the question does not cover; nil where the reader may not see it.
    private func end(of id: String, _ query: Query, scope: Scope) async throws -> OnlineLessonEnd? {
        var query = query
        query.area = nil
        query.filters = QueryFilters()
        query.school = id
        do {
            return try await ends(of: places(query, scope: scope), query, scope: scope)[id]
        } catch StoreFailure.unknownSchool {
            return nil
        }
    }

    private func ends(
        of schools: [SchoolPlace], _ query: Query, scope: Scope
    ) async throws -> [String: OnlineLessonEnd] {
        var query = query
        query.limit = nil
        let presence = try await presence(
            query, categories: OnlineLessonEnd.categories, schools: Set(schools.map(\.id)), scope: scope)
        let lines = Dictionary(grouping: try await lines(query, scope: scope), by: \.school)
        var ends: [String: OnlineLessonEnd] = [:]
        for school in schools {
            ends[school.id] = OnlineLessonEnd(
                isHeard: school.computersLive > 0,
                categories: Set((presence[school.id]?.counts ?? [:]).filter { $0.value.low > 0 }.keys),
                lines: (lines[school.id] ?? []).filter { $0.tests > 0 }.map {
                    OnlineLessonEnd.Line(
                        downloadMbps: $0.downloadMbps, uploadMbps: $0.uploadMbps, latencyMs: $0.idleLatencyMs)
                }, thresholds: school.thresholds)
        }
        return ends
    }

    /// Readiness for digital textbooks of the schools asked for.
    /// - Parameters:
    ///   - memoryMiB: what a computer has at least.
    ///   - olderThanYears: what was bought, or else whose firmware was built, more years ago is too old; nil asks for no age.
    public func textbookReadiness(
        _ query: Query, memoryMiB: Int, olderThanYears: Int?, scope: Scope
    ) async throws -> [ReadinessRow] {
        let computers = Dictionary(grouping: try await computerStrength(query, scope: scope), by: \.school)
        let year = CivilDate(daysSinceEpoch: Int((query.asOf.timeIntervalSince1970 / 86_400).rounded(.down))).year
        return try await places(query, scope: scope).map { school in
            Readiness.textbook(
                school, computers: computers[school.id] ?? [], memoryMiB: memoryMiB,
                yearAtLeast: olderThanYears.map { year - $0 })
        }
    }
}

extension LineThresholds {
    /// What a lesson asks for is what a norm says of it; a latency that it leaves out stays.
    fileprivate mutating func take(_ rates: EquipmentNorm.SupportLink.Line) {
        onlineDownloadMbps = rates.downloadMbps
        onlineUploadMbps = rates.uploadMbps
        if let latency = rates.latencyMs { onlineLatencyMs = latency }
    }
}
