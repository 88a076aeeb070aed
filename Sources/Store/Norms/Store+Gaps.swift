internal import Reports

extension Store {
    /// What the schools asked for lack of a norm.
    ///
    /// What is there is what presence counts, school by school: the same as `stock` says.
    /// - Parameter grouping: as `NormGaps.rows`.
    /// - Returns: the rows, and of how many schools the norm cannot say what it asks; of such a school there is no row.
    public func gaps(
        _ query: Query, norm: EquipmentNorm, by grouping: ProgrammeGrouping?, scope: Scope
    ) async throws -> (rows: [GapRow], schoolsUnknown: Int) {
        var wide = query
        wide.limit = nil
        wide.category = nil
        let schools = try await places(wide, scope: scope)
        let seenAs = norm.categories.reduce(into: Set<Category>()) { $0.formUnion($1.mayBeSeenAs) }
        let presence = try await presence(wide, categories: seenAs, scope: scope)
        let stock = presence.mapValues { school in
            Dictionary(uniqueKeysWithValues: norm.categories.map { ($0, school.range(of: $0)) })
        }
        let gaps = NormGaps(norm)
        let coverage = Dictionary(grouping: schools) { $0.group(by: grouping) }
            .mapValues { presence.coverage(of: $0.map(\.id)) }
        let rows = gaps.rows(schools, stock: stock, by: grouping)
            .filter { row in query.category.map { row.category == $0 } ?? true }
            .map { row in
                var row = row
                row.coverage = coverage[row.school ?? row.area ?? ""] ?? nil
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
