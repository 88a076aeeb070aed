internal import Foundation
internal import Store

/// What the computers of schools see of what a plan bought for them.
struct PurchaseProof {
    let store: any Store
    let progress: PlanProgress

    /// By the orders of the purchases that are to be accepted; what no computer can see is in none.
    /// - Throws: `CommandFailure` that names those of which not enough is seen, `StoreFailure`.
    func pieces() async throws -> [Int: Int] {
        let all = try await store.plan(progress.plan, scope: .everything).purchases
        let wanted = all.filter { $0.stage == .built && isMeant($0) }
        let verified = try await store.verified(Query(asOf: Date()))
        var pieces: [Int: Int] = [:]
        var refusals: [String] = []
        for purchase in wanted {
            guard case .stock(let category) = purchase.category else { continue }
            let now = verified[purchase.school]?[category] ?? 0
            // What was accepted before must still be there beside it.
            let bought = all.filter { other in
                other.school == purchase.school && other.category == purchase.category
                    && (other.stage == .accepted || other.stage == .built && isMeant(other))
            }
            switch PlanAcceptance.judge(
                verified: now, before: purchase.verifiedBefore ?? 0, bought: bought.reduce(0) { $0 + $1.count })
            {
            case .accepted: pieces[purchase.order] = now
            case .refused(let reason):
                refusals.append("\(purchase.category.rawValue) for \(purchase.school): \(reason)")
            }
        }
        if !refusals.isEmpty { throw CommandFailure.notAccepted(refusals) }
        return pieces
    }

    private func isMeant(_ purchase: PlannedPurchase) -> Bool {
        switch progress.part {
        case .all: true
        case .lot(let lot): purchase.lot == lot
        case .site(let school): purchase.school == school
        }
    }
}
