internal import Dashboard
internal import Foundation
internal import Reports
internal import Store

/// Reads what a school's page is made from, all within the reader's scope.
struct SchoolReader: Sendable {
    static let days = 60

    let store: any Store
    let page: PageContext
    let norm: EquipmentNorm?

    private var scope: Scope { page.reader.scope }

    /// - Throws: `StoreFailure.unknownSchool`, also for one outside the scope.
    func reading(of school: String) async throws -> SchoolReading {
        var plain = page.query()
        plain.school = school
        var period = page.query(days: Self.days)
        period.school = school
        guard let row = try await store.schools(plain, scope: scope).first else {
            throw StoreFailure.unknownSchool(school)
        }
        var reading = SchoolReading(school: row, now: page.now)
        reading.lines = try await store.lines(period, scope: scope)
        reading.tests = try await tests(period, of: row)
        reading.norm = norm
        if let norm { reading.gaps = try await store.gaps(plain, norm: norm, by: .school, scope: scope).rows }
        if row.school.type == .small {
            reading.readiness = try await store.onlineReadiness(period, scope: scope)
        }
        if let support = row.school.supportedBy { reading.supportName = try await name(of: support) }
        var stock = plain
        stock.filters.stock.byRoom = !page.reader.isPublic
        reading.stock = try await store.stock(stock, scope: scope)
        reading.programmes = try await store.programmes(period, by: .school, scope: scope)
        guard !page.reader.isPublic else {
            let hidden = try await store.sensitiveProgrammes()
            reading.programmes.removeAll { $0.programme.map(hidden.contains) ?? true }
            return reading
        }
        reading.coverage = try await store.coverage(plain, scope: scope).first
        reading.devices = try await store.devices(plain, scope: scope)
        return reading
    }

    /// Nil where the reader may not see it.
    private func name(of school: String) async throws -> String? {
        var query = page.query()
        query.school = school
        do {
            return try await store.placeRows(query, scope: scope).first?.schoolName
        } catch StoreFailure.unknownSchool {
            return nil
        }
    }

    /// What counts for the school's lines, by its own clock.
    private func tests(_ query: Query, of row: SchoolRow) async throws -> [SchoolReading.Test] {
        let samples = try await store.lineSamples(query, scope: scope)
        let zone = try await zone(of: row.school.id)
        return samples.compactMap { sample in
            guard sample.counts, let mbps = sample.downloadMbps else { return nil }
            let local = sample.startedAt.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: sample.startedAt))
            let day = (local / 86_400).rounded(.down)
            return SchoolReading.Test(
                line: sample.line, day: CivilDate(daysSinceEpoch: Int(day)),
                hour: min(23, Int((local - day * 86_400) / 3_600)), mbps: mbps, inLessons: sample.inLessons ?? false)
        }
    }

    /// As its settings say; UTC where they say none.
    private func zone(of school: String) async throws -> TimeZone {
        let settings = try await store.settings(of: .school(school), scope: scope).merged
        guard let name = settings.timeZone else { return .gmt }
        return SettingText.zoneOffset(name).flatMap { TimeZone(secondsFromGMT: $0) } ?? TimeZone(identifier: name)
            ?? .gmt
    }
}
