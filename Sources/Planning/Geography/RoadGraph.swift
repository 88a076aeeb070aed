/// Roads as points and the short stretches between them.
struct RoadGraph {
    struct Stretch {
        var a: Int
        var b: Int
        var lengthKm: Double
        var cost: Double

        func other(_ end: Int) -> Int { end == a ? b : a }
    }

    private(set) var points: [SpherePoint] = []
    /// Points of the lines themselves, not only of a step between two of them.
    private(set) var isOwn: [Bool] = []
    private(set) var stretches: [Stretch] = []
    /// Of each point, its stretches.
    private(set) var at: [[Int32]] = []

    init(_ lines: [RoadLine], stepKm: Double, cost: LayingCost) {
        var known: [SpherePoint: Int] = [:]
        for line in lines {
            let perKm = cost.perKm(line.laying)
            var last: Int?
            for point in line.points {
                let next = known[point] ?? add(point, isOwn: true)
                known[point] = next
                if let last, last != next { walk(last, next, stepKm, perKm) }
                last = next
            }
        }
    }

    private mutating func add(_ point: SpherePoint, isOwn: Bool) -> Int {
        points.append(point)
        self.isOwn.append(isOwn)
        at.append([])
        return points.count - 1
    }

    private mutating func walk(_ first: Int, _ last: Int, _ stepKm: Double, _ perKm: Double) {
        let (a, b) = (points[first], points[last])
        let km = a.distanceKm(to: b)
        let steps = max(1, Int((km / stepKm).rounded(.up)))
        var before = first
        for step in 1...steps {
            let next =
                step == steps ? last : add(a.point(towards: b, share: Double(step) / Double(steps)), isOwn: false)
            join(before, next, km / Double(steps), perKm)
            before = next
        }
    }

    private mutating func join(_ a: Int, _ b: Int, _ km: Double, _ perKm: Double) {
        at[a].append(Int32(stretches.count))
        at[b].append(Int32(stretches.count))
        stretches.append(Stretch(a: a, b: b, lengthKm: km, cost: km * perKm))
    }

    /// Leaves out the stretches that are on no way of at most `km` between the doors nearest to their two ends.
    /// - Parameter doors: points of roads, and how far a place is from each.
    mutating func keep(within km: Double, of doors: [(point: Int, spurKm: Double)]) {
        let distance = distances(from: doors)
        let left = stretches.filter { distance[$0.a] + $0.lengthKm + distance[$0.b] <= km }
        stretches = left
        for index in at.indices { at[index].removeAll() }
        for (index, stretch) in left.enumerated() {
            at[stretch.a].append(Int32(index))
            at[stretch.b].append(Int32(index))
        }
    }

    /// Along roads to the nearest door (Dijkstra 1959).
    private func distances(from doors: [(point: Int, spurKm: Double)]) -> [Double] {
        var distance = [Double](repeating: .infinity, count: points.count)
        var open = DistanceQueue()
        for door in doors where door.spurKm < distance[door.point] {
            distance[door.point] = door.spurKm
            open.push(Int32(door.point), door.spurKm)
        }
        while let visit = open.pop() {
            let point = Int(visit.place)
            guard visit.distance <= distance[point] else { continue }
            for stretch in at[point].lazy.map({ stretches[Int($0)] }) {
                let next = stretch.other(point)
                let km = visit.distance + stretch.lengthKm
                if km < distance[next] {
                    distance[next] = km
                    open.push(Int32(next), km)
                }
            }
        }
        return distance
    }
}
