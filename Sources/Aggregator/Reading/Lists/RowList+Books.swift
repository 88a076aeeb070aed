public import Store

extension RowList where Row == AssetRow {
    public static var assets: RowList {
        RowList(
            .assets, columns: ReadingColumns.assets, details: ReadingColumns.assetDetails, school: { $0.school },
            read: { try await $0.assets($1, scope: $2) })
    }
}

extension RowList where Row == StockRow {
    public static var stock: RowList {
        RowList(
            .stock, columns: ReadingColumns.stock, school: { $0.school },
            read: { try await $0.stock($1, scope: $2) })
    }
}

extension RowList where Row == CoverageRow {
    public static var coverage: RowList {
        RowList(
            .coverage, columns: ReadingColumns.coverage, details: ReadingColumns.coverageDetails,
            school: { $0.school ?? "" },
            read: { try await $0.coverage($1, scope: $2) })
    }
}

/// Lists whose rows the store groups: a row may be about more than one school, and then names none.
extension RowList where Row == ProgrammeRow {
    public static func programmes(by grouping: ProgrammeGrouping) -> RowList {
        RowList(
            .programmes, columns: ReadingColumns.programmes, grouping: grouping, school: { $0.school ?? "" },
            read: { try await $0.programmes($1, by: grouping, scope: $2) })
    }
}

extension RowList where Row == MilestoneRow {
    public static func stages(by grouping: ProgrammeGrouping) -> RowList {
        RowList(
            .stages, columns: ReadingColumns.milestones, grouping: grouping, school: { $0.school ?? "" },
            read: { try await $0.milestones($1, by: grouping, scope: $2) })
    }
}

extension RowList where Row == IndicatorRow {
    public static func indicators(by grouping: ProgrammeGrouping) -> RowList {
        RowList(
            .indicators, columns: ReadingColumns.indicators, grouping: grouping, school: { $0.school ?? "" },
            read: { try await $0.indicators($1, by: grouping, scope: $2) })
    }
}
