import Reports
import Store
import Testing

@Suite("Lines and their norm")
struct NormCheckTests {
    @Test("tests outside lessons decide nothing, nor do those of unknown hours", arguments: [false, nil])
    func lessonsOnly(_ inLessons: Bool?) throws {
        let samples = LineWorld.tests(40, inLessons: inLessons, mbps: LineWorld.between(40, 60))
        let norm = try #require(LineWorld.row(samples)).norm
        #expect(norm.isMet == nil)
        #expect(norm.basis.hasPrefix("too little: 0 tests in lessons on 0 days, wanted 12 on 5"))
        #expect(norm.basis.contains("of 40 tests nobody knows") == (inLessons == nil))
    }

    @Test("the median at the norm meets it, just below does not, and the basis says what is sure")
    func edge() throws {
        func check(_ low: Double, _ high: Double) throws -> NormCheck {
            try #require(LineWorld.row(LineWorld.tests(30, mbps: LineWorld.between(low, high)))).norm
        }
        #expect(try check(20, 20).isMet == true)
        #expect(try check(19.9, 19.9).isMet == false)
        let close = try check(15, 24)
        #expect(close.isMet == false)
        #expect(close.basis.contains("holds the norm: more tests may turn this"), "\(close.basis)")
        #expect(close.basis.contains("asked 20 Mbps for 120 pupils"), "\(close.basis)")
        #expect(try !check(2, 4).basis.contains("may turn"))
    }

    @Test("more pupils ask more, and another norm asks otherwise")
    func pupils() throws {
        let samples = LineWorld.tests(30, mbps: LineWorld.between(25, 35))
        #expect(try #require(LineWorld.row(samples, pupils: 800)).norm.requiredMbps == 40)
        #expect(try #require(LineWorld.row(samples, pupils: 800)).norm.isMet == false)
        let modest = LineNorm(name: "10+1/100", floorMbps: 10, pupilsPerMbps: 100)
        let row = try #require(LineWorld.row(samples, pupils: 800, norm: modest))
        #expect(
            row.norm
                == NormCheck(
                    norm: "10+1/100", requiredMbps: 10, isMet: true, basis: row.norm.basis, shareLow: 1, shareHigh: 1))
    }

    @Test("tests without a line belong to a school's only line, and stand alone beside several")
    func lines() {
        let unnamed = LineWorld.tests(2, mbps: { _ in 10 })
        let (main, spare) = (LineWorld.tests(3, line: "main") { _ in 20 }, LineWorld.tests(4, line: "spare") { _ in 5 })
        func shape(_ samples: [LineSample]) -> [String] {
            LineWorld.rows(samples).map { "\($0.line ?? "-") \($0.tests)" }
        }
        #expect(shape(unnamed) == ["- 2"])
        #expect(shape(unnamed + main) == ["main 5"])
        #expect(shape(spare + unnamed + main) == ["- 2", "main 3", "spare 4"])
    }
}
