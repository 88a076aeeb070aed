extension Store {
    /// What the schools asked for lack of a norm; what is there is told as `stock(_:for:scope:)` tells it.
    /// - Parameters:
    ///   - kind: only rows of this kind.
    ///   - grouping: as `NormGaps.rows`.
    /// - Returns: the rows, and of how many schools the norm cannot say what it asks; of such a school there is no row.
    public func gaps(
        _ query: Query, norm: EquipmentNorm, kind: EquipmentKind? = nil, by grouping: ProgrammeGrouping?, scope: Scope
    ) async throws -> (rows: [GapRow], schoolsUnknown: Int) {
        var wide = query
        (wide.limit, wide.category) = (nil, nil)
        let schools = try await places(wide, scope: scope)
        let groups = Dictionary(schools.map { ($0.id, $0.group(by: grouping)) }, uniquingKeysWith: { $1 })
        var coverage: [String: Coverage] = [:]
        for row in try await self.coverage(wide, scope: scope) {
            guard let group = row.school.flatMap({ groups[$0] }) else { continue }
            coverage[group] = (coverage[group] ?? Coverage()) + row.coverage
        }
        let gaps = NormGaps(norm)
        let rows = gaps.rows(schools, stock: try await stock(wide, for: norm, scope: scope), by: grouping)
            .filter { row in kind.map { row.category == $0 } ?? true }
            .map { row in
                var row = row
                row.coverage = coverage[row.school ?? row.area ?? ""]?.share
                return row
            }
        return (Array(rows.prefix(query.limit ?? .max)), gaps.unknown(schools))
    }
}

extension SchoolPlace {
    /// What a gap's row calls the place that the school counts for.
    fileprivate func group(by grouping: ProgrammeGrouping?) -> String {
        grouping == .school ? id : grouping?.group(of: area)?.text ?? ""
    }
}
