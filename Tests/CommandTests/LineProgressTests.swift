import LineTesting
import Testing

@testable import parta_agent

@Suite("The line that `measure` draws")
struct LineProgressTests {
    @Test(
        "phase, bar, rate and seconds",
        arguments: [
            (LineProgress(phase: .latency, elapsedSeconds: 0.1), "latency    / 0.1 s"),
            (
                LineProgress(phase: .download, elapsedSeconds: 2.52, mbps: 18.44),
                "download   [#####---------------] 18.4 Mbps, 2.5 s"
            ),
            (
                LineProgress(phase: .upload, elapsedSeconds: 11, mbps: 1),
                "upload     [####################] 1.0 Mbps, 11.0 s"
            ),
        ])
    func line(_ progress: LineProgress, _ expected: String) {
        #expect(LineProgressPrinter.line(progress, limitSeconds: 10) == expected)
    }
}
