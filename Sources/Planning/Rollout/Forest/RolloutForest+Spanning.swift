extension RolloutForest {
    /// Hangs the same places together for less, and drops what then carries nothing.
    ///
    /// Without a hop limit Prim's tree over the places (1957) from the fixed part; with one, single places move to
    /// cheaper arcs as long as all below them stay within the limit.
    ///
    /// - Returns: whether the forest became cheaper.
    mutating func respan(
        from base: RolloutForest, maxHops: Int32, limited: Bool, queue: inout DistanceQueue, in graph: RolloutGraph
    ) -> Bool {
        let before = cost
        if limited {
            reattachCheaper(base: base, maxHops: maxHops, in: graph)
        } else {
            spanAgain(base: base, queue: &queue, in: graph)
        }
        return cost < before - Money.tolerance(before)
    }

    private mutating func spanAgain(base: RolloutForest, queue: inout DistanceQueue, in graph: RolloutGraph) {
        var spanned = base
        for place in 0..<arc.count { spanned.serve(place, by: service[place], in: graph) }
        queue.removeAll()
        var cheapest = ContiguousArray<Double>(repeating: .infinity, count: arc.count)
        var from = ContiguousArray<Int32>(repeating: -1, count: arc.count)
        func look(_ place: Int, _ queue: inout DistanceQueue) {
            for arc in graph.arcs(from: place) {
                let head = Int(graph.head[arc])
                guard depth[head] >= 0, spanned.depth[head] < 0, graph.cost[arc] < cheapest[head] else { continue }
                cheapest[head] = graph.cost[arc]
                from[head] = Int32(arc)
                queue.push(Int32(head), graph.cost[arc])
            }
        }
        for place in 0..<arc.count where base.depth[place] >= 0 { look(place, &queue) }
        while let entry = queue.pop() {
            let place = Int(entry.place)
            guard spanned.depth[place] < 0 else { continue }
            spanned.attach(Int(from[place]), in: graph)
            look(place, &queue)
        }
        spanned.dropIdle(base: base, in: graph)
        if spanned.cost < cost { self = spanned }
    }

    /// Drops every leaf that is not served, and then the next above it.
    mutating func dropIdle(base: RolloutForest, in graph: RolloutGraph) {
        for place in 0..<arc.count {
            var place = place
            while isIdle(place), base.depth[place] < 0 { place = drop(place, in: graph) }
        }
    }

    private mutating func reattachCheaper(base: RolloutForest, maxHops: Int32, in graph: RolloutGraph) {
        var order = preorder(in: graph)
        var spans = Spans(of: self, order: order, in: graph)
        var index = 1
        while index < order.count {
            let place = Int(order[index])
            index += 1
            guard base.depth[place] < 0 else { continue }
            var best = Int(arc[place])
            for position in graph.entering(place) {
                let candidate = Int(graph.enteringArcs[position])
                guard graph.cost[candidate] < graph.cost[best] else { continue }
                let tail = Int(graph.tail[candidate])
                guard depth[tail] >= 0, !spans.isBelow(tail, place),
                    depth[tail] + graph.services.hop[place] + spans.height[place] <= maxHops
                else { continue }
                best = candidate
            }
            guard best != Int(arc[place]) else { continue }
            reattach(best, in: graph)
            order = preorder(in: graph)
            spans = Spans(of: self, order: order, in: graph)
            index = 1
        }
        dropIdle(base: base, in: graph)
    }

    /// For each place how many hops lie below it, and which places those are.
    private struct Spans {
        var height: ContiguousArray<Int32>
        private var enter: ContiguousArray<Int32>
        private var leave: ContiguousArray<Int32>

        init(of forest: RolloutForest, order: ContiguousArray<Int32>, in graph: RolloutGraph) {
            height = ContiguousArray(repeating: 0, count: forest.arc.count)
            enter = height
            leave = height
            for (position, place) in order.enumerated() {
                enter[Int(place)] = Int32(position)
                leave[Int(place)] = Int32(position)
            }
            for place in order.reversed() where place != 0 {
                let above = Int(graph.tail[Int(forest.arc[Int(place)])])
                height[above] = max(height[above], height[Int(place)] + graph.services.hop[Int(place)])
                leave[above] = max(leave[above], leave[Int(place)])
            }
        }

        func isBelow(_ place: Int, _ other: Int) -> Bool {
            enter[other] <= enter[place] && enter[place] <= leave[other]
        }
    }
}
