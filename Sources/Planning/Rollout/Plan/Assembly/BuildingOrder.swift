/// The order of building in which the money of every moment has brought the most: what brings most for its cost comes
/// first, together with what it hangs from.
///
/// Horn's algorithm (1972, doi:10.1137/0123021) for jobs below one another in trees: the block with the best ratio joins
/// the block above it until it is the root's.
struct BuildingOrder {
    struct Item {
        /// The item that has to come before; `nil` for none.
        var above: Int?
        var weight: Double
        var cost: Double
    }

    /// The items' numbers in the order of building.
    static func order(_ items: [Item]) -> [Int] {
        var block = Array(items.indices)
        var last = block
        var next = [Int?](repeating: nil, count: items.count)
        var weight = items.map(\.weight)
        var cost = items.map(\.cost)
        var isEmitted = [Bool](repeating: false, count: items.count)
        var queue = DistanceQueue()
        func key(_ item: Int) -> Double { cost[item] > 0 ? -weight[item] / cost[item] : -.greatestFiniteMagnitude }
        func head(of item: Int) -> Int {
            var item = item
            while block[item] != item {
                block[item] = block[block[item]]
                item = block[item]
            }
            return item
        }
        for item in items.indices { queue.push(Int32(item), key(item)) }
        var order: [Int] = []
        order.reserveCapacity(items.count)
        while let entry = queue.pop() {
            let item = Int(entry.place)
            guard block[item] == item, !isEmitted[item], entry.distance == key(item) else { continue }
            if let above = items[item].above.map(head), !isEmitted[above] {
                next[last[above]] = item
                last[above] = last[item]
                weight[above] += weight[item]
                cost[above] += cost[item]
                block[item] = above
                queue.push(Int32(above), key(above))
            } else {
                isEmitted[item] = true
                var part: Int? = item
                while let now = part {
                    order.append(now)
                    part = next[now]
                }
            }
        }
        return order
    }
}
