internal import Glibc

/// Which schools lie within reach of which, in cells of space: exact at the poles and across the antimeridian.
struct TransferReach {
    /// Mean radius of the Earth (IUGG), in km.
    static let earthKm = 6_371.0088

    private struct Cell: Hashable {
        var x: Int32
        var y: Int32
        var z: Int32
    }

    private let points: [(x: Double, y: Double, z: Double)?]
    private let longestKm: Double
    private let side: Double

    /// - Parameter places: degrees, WGS 84; nil for schools of which nobody knows where they lie.
    init(_ places: [(latitude: Double, longitude: Double)?], longestKm: Double) {
        points = places.map { place in
            guard let place else { return nil }
            let (latitude, longitude) = (place.latitude * .pi / 180, place.longitude * .pi / 180)
            return (cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude))
        }
        self.longestKm = longestKm
        // No chord is longer than its arc, so what is in reach lies in a cell beside.
        side = max(longestKm / Self.earthKm, 1e-6)
    }

    /// Great circle; nil where one of the places is not known.
    func km(_ first: Int, _ second: Int) -> Double? {
        guard let a = points[first], let b = points[second] else { return nil }
        let (x, y, z) = (a.x - b.x, a.y - b.y, a.z - b.z)
        return 2 * asin(min(1, (x * x + y * y + z * z).squareRoot() / 2)) * Self.earthKm
    }

    /// For each of `seekers` the nearest of `givers` within reach, at most `count`, nearest first.
    /// - Returns: indices into `seekers` and `givers`.
    func nearest(_ count: Int, of givers: [Int], to seekers: [Int]) -> [(seeker: Int, giver: Int, km: Double)] {
        var cells: [Cell: [Int]] = [:]
        // Of a few each is looked at; cells cost more than that.
        let isFew = givers.count <= 64
        if !isFew {
            for (place, giver) in givers.enumerated() {
                if let point = points[giver] { cells[cell(point), default: []].append(place) }
            }
        }
        var pairs: [(seeker: Int, giver: Int, km: Double)] = []
        var near: [(giver: Int, km: Double)] = []
        for (seekerPlace, seeker) in seekers.enumerated() {
            guard let point = points[seeker] else { continue }
            near.removeAll(keepingCapacity: true)
            func look(_ place: Int) {
                guard let km = km(seeker, givers[place]), km <= longestKm else { return }
                near.append((place, km))
            }
            if isFew {
                for place in givers.indices { look(place) }
            } else {
                for cell in around(point) { for place in cells[cell] ?? [] { look(place) } }
            }
            near.sort { ($0.km, $0.giver) < ($1.km, $1.giver) }
            pairs += near.prefix(count).map { (seekerPlace, $0.giver, $0.km) }
        }
        return pairs
    }

    private func around(_ point: (x: Double, y: Double, z: Double)) -> [Cell] {
        let own = cell(point)
        let steps: [Int32] = [-1, 0, 1]
        return steps.flatMap { x in
            steps.flatMap { y in steps.map { z in Cell(x: own.x + x, y: own.y + y, z: own.z + z) } }
        }
    }

    private func cell(_ point: (x: Double, y: Double, z: Double)) -> Cell {
        Cell(
            x: Int32((point.x / side).rounded(.down)), y: Int32((point.y / side).rounded(.down)),
            z: Int32((point.z / side).rounded(.down)))
    }
}
