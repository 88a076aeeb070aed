internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    /// Summed up at once in one transaction; and from so many schools on the sums are kept for the next question.
    static let lineBatch = 64

    public func lines(_ query: Query, scope: Scope) async throws -> [LineRow] {
        let period = LinePeriod(query)
        let (candidates, kept, forwarded) = try await read { db in
            let ledger = LineLedger(db: db, period: period)
            // Of one computer's tests alone its region says nothing.
            let forwarded =
                query.agent == nil ? try HubSchools(db: db).lines(Filter(query, scope: scope, in: db)) : [:]
            return (try ledger.candidates(query, scope: scope), try ledger.kept(query, scope: scope), forwarded)
        }
        let missing = candidates.filter {
            $0.version != nil && kept[$0.school.id] == nil && forwarded[$0.school.id] == nil
        }.map(\.school.id)
        let summed = try await lineFigures(of: missing, period)
        var rows: [LineRow] = []
        for candidate in candidates {
            var school = candidate.school
            let lines = kept[school.id]?.lines ?? summed[school.id] ?? SchoolLines(testsSummarised: 0)
            if query.agent != nil {
                // Of a computer's tests alone nobody asks for lines that it never tested.
                let tested = Set(lines.lines.map(\.line))
                school.lines.removeAll { !tested.contains($0.id) }
            }
            let told = forwarded[school.id]?.map { row in
                var row = row
                (row.schoolName, row.pupils) = (school.name, school.pupils)
                return row
            }
            rows += (told ?? LineRow.rows(of: school, lines)).filter { $0.passes(query.filters) }
            if let limit = query.limit, rows.count >= limit { return Array(rows.prefix(limit)) }
        }
        return rows
    }

    public func refreshLineFigures(_ query: Query, scope: Scope, limit: Int) async throws -> Int {
        let period = LinePeriod(query)
        guard period.isKept else { return 0 }
        let missing = try await read { db in
            let ledger = LineLedger(db: db, period: period)
            let kept = try ledger.kept(query, scope: scope)
            return try ledger.candidates(query, scope: scope).filter { $0.version != nil && kept[$0.school.id] == nil }
                .map(\.school.id)
        }
        var left = missing[...]
        while limit > 0, !left.isEmpty {
            let figures = try await lineFigures(ofBatch: Array(left.prefix(limit)), period)
            left = left.dropFirst(limit)
            // Of what a clock told that ran ahead nothing can be kept: such schools must not bar the way to the others.
            guard figures.contains(where: \.isWhole) else { continue }
            try await keep(figures, period)
            break
        }
        if left.isEmpty { try await keep([], period) }
        return left.count
    }

    public func lineSamples(_ query: Query, scope: Scope) async throws -> [LineSample] {
        try await read { db in
            // As unknown as what is not there, where the reader may not see it.
            _ = try Filter(query, scope: scope, in: db)
            guard let school = query.school else { throw StoreFailure.unknownSchool("") }
            return try LineLedger(db: db, period: LinePeriod(query)).samples(of: school)
        }
    }

    /// Sums up what is not kept, on as many processors as there are, a batch of schools at a time: a country's tests do not lie
    /// in memory at once.
    private func lineFigures(of schools: [String], _ period: LinePeriod) async throws -> [String: SchoolLines] {
        let batches = stride(from: 0, to: schools.count, by: Self.lineBatch).map { start in
            Array(schools[start..<min(start + Self.lineBatch, schools.count)])
        }
        let workers = min(ProcessInfo.processInfo.activeProcessorCount, batches.count)
        let isKept = period.isKept && batches.count > 1
        return try await withThrowingTaskGroup(of: [String: SchoolLines].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var found: [String: SchoolLines] = [:]
                    for index in stride(from: worker, to: batches.count, by: workers) {
                        let figures = try await self.lineFigures(ofBatch: batches[index], period)
                        if isKept { try await self.keep(figures, period) }
                        for figure in figures { found[figure.school] = figure.lines }
                    }
                    return found
                }
            }
            var found: [String: SchoolLines] = [:]
            for try await part in group { found.merge(part) { $1 } }
            if isKept { try await self.keep([], period) }
            return found
        }
    }

    private func lineFigures(ofBatch schools: [String], _ period: LinePeriod) async throws -> [LineLedger.Figures] {
        try await read { db in
            try schools.map { school in
                let whole = try LineLedger(db: db, period: period.isKept ? period.wholeDays : period).figures(
                    of: school)
                guard whole.lines.lastAt > period.until else { return whole }
                // A clock that ran ahead: what it told of the future is left out of this answer.
                var now = try LineLedger(db: db, period: period).figures(of: school)
                now.isWhole = false
                return now
            }
        }
    }

    /// What was summed up is kept for speed alone: who may not write, or not now, still gets the answer.
    /// - Parameter figures: none at last, when other periods may have to go.
    private func keep(_ figures: [LineLedger.Figures], _ period: LinePeriod) async throws {
        do {
            try await database.write { db in
                let ledger = LineLedger(db: db, period: period)
                if figures.isEmpty { try ledger.forgetOthers() } else { try ledger.keep(figures) }
            }
        } catch let error as DatabaseError {
            guard error.isHarmlessToReaders else { throw Self.explained(error, location: location) }
        }
    }

    /// School by school, so that a country's visits never lie in memory at once, and no further than the limit reaches.
    public func platforms(_ query: Query, scope: Scope) async throws -> [PlatformRow] {
        try await read { db in
            var filter = try Filter(query, scope: scope, in: db)
            filter.narrow(to: query.agent)
            var rows: [PlatformRow] = []
            for school in try filter.schools(in: db) {
                var one = filter.of(school: school)
                one.add("r.started_at <= ?", query.asOf.seconds)
                one.add("r.started_at >= ?", query.since?.seconds)
                one.add("r.agent_id = ?", query.agent?.text)
                let statement = try db.cachedStatement(sql: ReadingSQL.platforms(one))
                var name: String?
                let visits = try Row.fetchAll(statement, arguments: one.arguments).map { row in
                    let schoolName = name ?? SchoolColumns.names(row).preferred(query.language)
                    name = schoolName
                    return PlatformVisit(
                        school: school, schoolName: schoolName,
                        at: row.date("started_at"),
                        reach: PlatformReach(
                            platform: row["platform"], host: row["host"], nameMs: row["name_ms"],
                            connectMs: row["connect_ms"], tlsMs: row["tls_ms"], firstByteMs: row["first_byte_ms"],
                            problem: row["problem"]))
                }
                rows += PlatformVisit.rows(of: visits)
                if let limit = query.limit, rows.count >= limit { break }
            }
            return Array(rows.prefix(query.limit ?? .max))
        }
    }
}
