import Testing

@testable import Planning

/// Horn's order against every order of small trees: what is paid before each weight counts, times the weight.
@Suite struct BuildingOrderTests {
    @Test(arguments: UInt64(0)..<40) func noOrderIsBetter(_ seed: UInt64) {
        var random = TestGenerator(state: seed)
        let items = (0..<6).map { number in
            BuildingOrder.Item(
                above: number > 0 && random.below(4) > 0 ? random.below(number) : nil,
                weight: Double(random.below(6)), cost: Double(random.below(5)))
        }
        let order = BuildingOrder.order(items)
        #expect(order.sorted() == Array(items.indices))
        #expect(Self.price(order, items) == Self.least([], items))
    }

    private static func price(_ order: [Int], _ items: [BuildingOrder.Item]) -> Double {
        var paid = 0.0
        var price = 0.0
        var built: Set<Int> = []
        for item in order {
            if let above = items[item].above, !built.contains(above) { return .infinity }
            built.insert(item)
            paid += items[item].cost
            price += paid * items[item].weight
        }
        return price
    }

    private static func least(_ order: [Int], _ items: [BuildingOrder.Item]) -> Double {
        if order.count == items.count { return price(order, items) }
        var least = Double.infinity
        for item in items.indices where !order.contains(item) {
            if let above = items[item].above, !order.contains(above) { continue }
            least = min(least, Self.least(order + [item], items))
        }
        return least
    }
}
