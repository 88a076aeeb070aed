import Reports
import Testing

@testable import LineTesting

/// What giving way to load, in 40 % of all slots, does to the figures of a region.
@Suite struct SkipBiasTests {
    static let schools: [[LoadedLine.Visit]] = {
        var random = SeededGenerator(seed: 40)
        return (0..<404).map { _ in LoadedLine(days: 19, perDay: 4, skipShare: 0.4, random: &random).visits }
    }()

    @Test("skips bias median and p20 upwards, and the slot records bound by how much", arguments: [0.5, 0.2])
    func bias(quantile: Double) throws {
        let all = Self.schools.flatMap(\.self)
        let skipped = Double(all.filter(\.isSkipped).count) / Double(all.count)
        #expect(abs(skipped - 0.4) < 0.01)

        let region = try #require(SkipBias(all, quantile: quantile))
        #expect(region.observed > region.truth * 1.03, "skipping at load makes a line look better than it is")
        #expect(abs(region.byBusyShare - region.truth) < abs(region.observed - region.truth) / 2)
        #expect(region.worstCase.holds(region.truth))
        #expect(region.noFaster.holds(region.truth))

        let single = Self.schools.compactMap { SkipBias($0, quantile: quantile) }
        #expect(single.count == Self.schools.count)
        #expect(single.allSatisfy { $0.worstCase.holds($0.truth) })
        let held = Double(single.filter { $0.noFaster.holds($0.truth) }.count) / Double(single.count)
        print(summary(quantile, skipped: skipped, region, single, held: held))
        // Not a theorem for the 76 slots of one school: chance may skip some of the better ones.
        #expect(held > 0.8)
    }

    private func summary(
        _ quantile: Double, skipped: Double, _ region: SkipBias, _ single: [SkipBias], held: Double
    ) -> String {
        func text(_ value: Double) -> String { SimulationSummary.text(value, digits: 2) }
        func mean(_ error: (SkipBias) -> Double) -> String {
            text(single.reduce(0) { $0 + error($1) } / Double(single.count))
        }
        func row(_ name: String, _ value: Double, _ one: (SkipBias) -> Double) -> String {
            let label = name + String(repeating: " ", count: max(0, 40 - name.count))
            let share = text((value / region.truth - 1) * 100)
            return
                "  \(label)\(text(value)) Mbps   \(share) %   one school: mean error \(mean { one($0) - $0.truth }) Mbps"
        }
        return """
            \(quantile == 0.5 ? "median" : "p20") of the residual rate, \(single.count) schools x 76 slots, \(text(skipped * 100)) % skipped at load
            \(row("every slot tested", region.truth) { $0.truth })
            \(row("as measured, with skips", region.observed) { $0.observed })
            \(row("reweighted by hour", region.byHour) { $0.byHour })
            \(row("reweighted by computers giving way", region.byBusyShare) { $0.byBusyShare })
              bounds, whatever the skipped were         \(text(region.worstCase.low)) to \(text(region.worstCase.high)) Mbps
              bounds, the skipped no faster             \(text(region.noFaster.low)) to \(text(region.noFaster.high)) Mbps; hold in \(text(held * 100)) % of schools
            """
    }
}
