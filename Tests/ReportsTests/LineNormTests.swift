import Reports
import Testing

@Suite("The norm of a line")
struct LineNormTests {
    @Test(
        "it is read as people write it",
        arguments: [
            ("20+1/20", "KZ-20+1/20", 20, 20), ("50+1/1", "50+1/1", 50, 1), ("0.5+1/100", "0.5+1/100", 0.5, 100),
        ] as [(String, String, Double, Double)])
    func reads(_ text: String, _ name: String, _ floor: Double, _ pupils: Double) {
        #expect(LineNorm(text: text) == LineNorm(name: name, floorMbps: floor, pupilsPerMbps: pupils))
    }

    @Test(
        "anything else is none",
        arguments: [
            "", "20", "+1/20", "20+2/20", "20+1/0", "0+1/20", "-1+1/20", "20+1/20 ", "inf+1/20", "1e9+1/2", "2+1/2+1",
        ])
    func refuses(_ text: String) {
        #expect(LineNorm(text: text) == nil)
    }

    @Test(
        "Kazakhstan's asks 20 Mbps up to 400 pupils and 1 more per 20",
        arguments: [(nil, 20), (0, 20), (400, 20), (420, 21), (1_200, 60), (-5, 20)] as [(Int?, Double)])
    func required(_ pupils: Int?, _ mbps: Double) {
        #expect(LineNorm.kazakhstan.requiredMbps(pupils: pupils) == mbps)
    }
}
