internal import Foundation
internal import Planning
internal import Presentation
internal import Store

/// Keeps a plan of purchases in the database, as a draft.
struct EquipKeeping {
    let rows: EquipRows
    let largestLot: Double?
    /// The question's, for what is verified now.
    let query: Query

    /// - Throws: `StoreFailure`.
    func save(_ name: String, to store: any Store) async throws {
        let contents = try await contents(name, store)
        let noted = store.noting(.planSaved, name, "equip, \(contents.purchases.count) purchases") { (id: Int) in
            "plan \(id)"
        }
        let id = try await noted.savePlan(contents)
        Terminal.say("kept as plan \(id), a draft: `parta plans approve \(id)` makes it one that is followed")
    }

    private func contents(_ name: String, _ store: any Store) async throws -> PlanContents {
        let (plan, problem) = (rows.plan, rows.inputs.problem)
        let funds = problem.funds.filter { $0.purpose != .running }
        return PlanContents(
            plan: SavedPlan(
                name: name, kind: .equip,
                madeAt: Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down)),
                madeBy: CommandUser.name, inputHash: InputHash.of(problem),
                norm: "\(rows.inputs.norm.id)@\(rows.inputs.norm.version)",
                settingsVersion: try await store.settingsVersion(), currency: rows.inputs.norm.currency,
                budget: funds.isEmpty ? plan.capital : funds.reduce(0) { $0 + $1.amount }, spent: plan.capital,
                weight: plan.value, upperBound: plan.upperBound),
            sites: rows.inputs.schools.indices.map(site),
            purchases: rows.planned(largestLot: largestLot, verified: try await store.verified(query)),
            transfers: plan.transfers.map { transfer in
                let kind = EquipmentKind(rawValue: problem.kinds[transfer.kind])
                return PlannedTransfer(
                    from: problem.schools[transfer.from].id, to: problem.schools[transfer.to].id,
                    category: kind ?? .localNetwork, count: transfer.count, km: transfer.km)
            })
    }

    private func site(_ index: Int) -> PlannedSite {
        let school = rows.inputs.schools[index]
        let decided = rows.plan.schools[index]
        let prices = rows.inputs.problem.schools[index].needs.indices.map { place in
            let item = rows.inputs.problem.items[rows.inputs.problem.schools[index].needs[place].item]
            return (item.bought?.price ?? 0) * Double(decided.bought[place])
        }
        return PlannedSite(
            site: school.id, name: school.name, cost: prices.reduce(0, +), weight: Double(school.pupils ?? 0),
            reason: Self.reason(decided.rooms.map(\.reason)).rawValue)
    }

    /// What a school's rooms come to: what keeps one open comes first, then what made one whole.
    static func reason(_ rooms: [EquipRoomPlan.Reason]) -> EquipRoomPlan.Reason {
        let order: [EquipRoomPlan.Reason] = [
            .notKnown, .noPrice, .noFund, .runningCost, .budget, .bought, .completeByTransfer, .complete,
        ]
        return order.first(where: rooms.contains) ?? .complete
    }
}

extension Store {
    /// How many of each category computers see at each school, whatever a norm counts.
    func verified(_ query: Query) async throws -> [String: [StockCategory: Int]] {
        var query = query
        (query.limit, query.category) = (nil, nil)
        var verified: [String: [StockCategory: Int]] = [:]
        for row in try await stock(query, scope: .everything) {
            verified[row.school, default: [:]][row.category, default: 0] += row.low
        }
        return verified
    }
}
