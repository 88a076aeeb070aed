import Foundation
import Reports
import Store
import Testing

@testable import RelationalStore

@Suite("A month of past line tests")
struct LineTestMonthTests {
    /// So many tests of all kinds, by many agents.
    static func month(_ count: Int) -> LineTestMonth {
        let targets: [LineCircumstances.Target] = [.region, .peer, .mlab]
        let tests = (0..<count).map { index in
            LineTestMonth.Test(
                agent: "agent \(index % 300)",
                sample: LineSample(
                    line: [nil, "1", "Қосымша желі"][index % 3], startedAt: Date(seconds: 1_756_684_800 + index),
                    timeEstimated: index % 5 == 0, downloadMbps: index % 11 == 0 ? nil : Double(index) + 0.1,
                    uploadMbps: index % 13 == 0 ? nil : 0, idleLatencyMs: index % 2 == 0 ? nil : 20.25,
                    loadedLatencyMs: index % 17 == 0 ? nil : 1e9,
                    gatewayIdleMs: index % 3 == 0 ? nil : .leastNonzeroMagnitude,
                    gatewayLoadedMs: index % 7 == 0 ? nil : 2, inLessons: [true, false, nil][index % 3],
                    target: targets[index % 3],
                    medium: LineLink.Medium.allCases[index % LineLink.Medium.allCases.count],
                    verdict: LineVerdict.allCases[index % LineVerdict.allCases.count],
                    leftOut: index % 2 == 0
                        ? nil
                        : LineTestStanding.LeftOut.allCases[
                            index % LineTestStanding.LeftOut.allCases.count],
                    isLatencyOnly: index % 19 == 0, uploadIsBound: index % 23 == 0))
        }
        return LineTestMonth(tests: tests)
    }

    @Test("what is packed reads as it was", arguments: [0, 1, 2, 400])
    func packing(_ count: Int) throws {
        let month = Self.month(count)
        #expect(try LineTestMonth(packed: Data(month.packed)) == month)
        #expect(month.packed.count <= 100 * count + 10_000)
    }

    @Test("what is cut short, too long or changed is damage, and never other tests")
    func damage() {
        let packed = Data(Self.month(5).packed)
        for end in 0..<packed.count {
            #expect(throws: FigureReader.Failure.self) { try LineTestMonth(packed: packed.prefix(end)) }
        }
        #expect(throws: FigureReader.Failure.self) { try LineTestMonth(packed: packed + [0]) }
        for index in [0, 8, 16] {
            var changed = packed
            changed[index] = 0xFF
            #expect(throws: FigureReader.Failure.self, "byte \(index)") { try LineTestMonth(packed: changed) }
        }
    }

    @Test("what comes later is put where it belongs, the same second in the order in which it came")
    func adding() {
        let all = Self.month(9).tests
        var month = LineTestMonth(tests: [all[0], all[4], all[8]])
        month.add([all[2], all[6]])
        #expect(month.tests == [all[0], all[2], all[4], all[6], all[8]])
        var twin = all[4]
        twin.agent = "twin"
        month.add([twin])
        #expect(month.tests[2...3].map(\.agent) == [all[4].agent, "twin"])
    }
}
