public import Store

extension RowList where Row == SavedPlan {
    public static var plans: RowList {
        RowList(
            .plans, columns: ReadingColumns.plans, details: ReadingColumns.planDetails, school: { _ in "" },
            read: { try await $0.planContents($1, scope: $2).map(\.plan) })
    }
}

extension RowList where Row == PlanPart<PlannedSite> {
    public static var planSites: RowList {
        RowList(
            .planSites, columns: ReadingColumns.planSites, school: { $0.part.site },
            read: { store, query, scope in
                try await store.planContents(query, scope: scope).flatMap { contents in
                    contents.sites.map { PlanPart(plan: contents.plan.id, $0) }
                }
            })
    }
}

extension RowList where Row == PlanPart<PlannedSegment> {
    public static var planSegments: RowList {
        RowList(
            .planSegments, columns: ReadingColumns.planSegments, school: { $0.part.to },
            read: { store, query, scope in
                try await store.planContents(query, scope: scope).flatMap { contents in
                    contents.segments.map { PlanPart(plan: contents.plan.id, $0) }
                }
            })
    }
}

extension RowList where Row == PlanPart<PlannedPurchase> {
    public static var planPurchases: RowList {
        RowList(
            .planPurchases, columns: ReadingColumns.planPurchases, school: { $0.part.school },
            read: { store, query, scope in
                try await store.planContents(query, scope: scope).flatMap { contents in
                    contents.purchases.map { PlanPart(plan: contents.plan.id, $0) }
                }
            })
    }
}

extension RowList where Row == PlanPart<PlannedTransfer> {
    public static var planTransfers: RowList {
        RowList(
            .planTransfers, columns: ReadingColumns.planTransfers, school: { $0.part.to },
            read: { store, query, scope in
                try await store.planContents(query, scope: scope).flatMap { contents in
                    contents.transfers.map { PlanPart(plan: contents.plan.id, $0) }
                }
            })
    }
}

extension RowList where Row == ExpectedDelivery {
    public static var expected: RowList {
        RowList(
            .expected, columns: ReadingColumns.expected, school: { $0.school },
            read: { try await $0.expectedDeliveries($1, scope: $2) })
    }
}
