import Glibc

/// A line of 20 Mbps that a school's own use fills and empties, and the slots that give way to it.
///
/// What a test in lessons finds is the residual: the line less its load. The load follows the hours of lessons and wanders
/// from slot to slot; each of some computers that are on uses the line the likelier the higher the load is, and the slot
/// passes without a test the likelier the more the line is used.
struct LoadedLine {
    struct Visit {
        /// What a test finds, or would have found.
        var residualMbps: Double
        var hour: Int
        /// The share of the computers that gave way, as all their slot records together say.
        var busyShare: Double
        var isSkipped: Bool
    }

    static let capacityMbps = 20.0

    let visits: [Visit]

    /// - Parameter skipShare: of all slots, on average over schools.
    init(days: Int, perDay: Int, skipShare: Double, random: inout SeededGenerator) {
        // Schools differ: some lines are always full, some never.
        let level = 0.25 + 0.4 * random.unit()
        var wander = 0.0
        var visits: [Visit] = []
        for _ in 0..<days {
            for stratum in 0..<perDay {
                let hours = 10 / Double(perDay)
                let time = 8 + hours * (Double(stratum) + random.unit())
                wander = 0.6 * wander + 0.8 * random.normal()
                let peak = 0.22 * cos((time - 13.5) / 10 * 4 * Double.pi + Double.pi)
                let load = min(0.98, max(0.02, level + peak + 0.17 * wander))
                let computers = 10 + Int(random.unit() * 15)
                let busy = (0..<computers).filter { _ in random.unit() < 0.1 + 0.7 * load }.count
                // With this mean load of 0.45 a skip is as likely as `skipShare` on average, and five times likelier on a
                // full line than on an empty one.
                let skip = min(0.97, max(0.02, skipShare * (0.301 + 1.55 * load)))
                visits.append(
                    Visit(
                        residualMbps: Self.capacityMbps * (1 - load), hour: Int(time),
                        busyShare: Double(busy) / Double(computers), isSkipped: random.unit() < skip))
            }
        }
        self.visits = visits
    }
}
