import FoundationEssentials
import NDT7
import Testing

@testable import LineTesting

/// Curves of real tests over lines of known rates, kept by `Benchmarks/line_curves.py` with cubic at both ends: what made
/// traces leave out, foremost that a receiver counts in order, so that each lost packet holds the count back.
@Suite struct RecordedCurveTests {
    struct Curve: Sendable, CustomTestStringConvertible {
        var name: String
        /// The line's lasting rate in Mbps, headers included.
        var shaped: Double
        /// When the rule has to have stopped; nil where it must not stop.
        var stopBefore: Double?
        /// How far the full test's steady rate may be off; nil where only its interval has to hold the rate.
        var error: Double? = 0.01

        var testDescription: String { name }
        var direction: Direction { name.contains("upload") ? .upload : .download }
        /// An IP packet of 1500 bytes carries 1448 of payload.
        var payload: Double { shaped * 1448 / 1500 }
    }

    static let curves = [
        // Holds at 2.2 and 5.3 s, and at 2.1 and 7.1 s.
        Curve(name: "20-mbps-download-1", shaped: 20, stopBefore: 2.75),
        Curve(name: "100-mbps-download-1", shaped: 100, stopBefore: 2.75),
        // Counts up to 0.6 s apart, with a hold among them.
        Curve(name: "5-mbps-upload-11", shaped: 5, stopBefore: 3.6),
        Curve(name: "50-mbps-upload-11", shaped: 50, stopBefore: 3.1),
        Curve(name: "20-mbps-cv-20-5-s-upload-1", shaped: 20, stopBefore: nil, error: nil),
        Curve(name: "20-mbps-8-mb-at-50-download-1", shaped: 20, stopBefore: nil, error: nil),
        Curve(name: "20-mbps-8-mb-at-50-upload-1", shaped: 20, stopBefore: nil, error: nil),
        // Slow start overshoots by a queue of 750 kB, and the count stands for a second at a time.
        Curve(name: "10-2-mbps-600-ms-download-1", shaped: 10, stopBefore: nil),
        Curve(name: "10-2-mbps-600-ms-upload-10", shaped: 2, stopBefore: nil),
    ]

    @Test("stops where it may, and finds the line's rate", arguments: curves)
    func recorded(_ curve: Curve) throws {
        let samples = try Self.samples(curve.name)
        let full = try #require(RateEstimate(RateSteps(samples)))
        #expect(full.low <= curve.payload && curve.payload <= full.high)
        if let error = curve.error { #expect(abs(full.mbps / curve.payload - 1) <= error) }
        var rule = EarlyStopRule(direction: curve.direction)
        let stop = samples.contains { rule.shouldStop(at: $0) } ? rule.stop : nil
        guard let before = curve.stopBefore else {
            #expect(stop == nil, "\(stop?.estimate.mbps ?? 0) Mbps at \(stop?.sample.elapsedSeconds ?? 0) s")
            return
        }
        let stopped = try #require(stop)
        #expect((EarlyStopRule.burstSeconds..<before).contains(stopped.sample.elapsedSeconds))
        #expect(abs(stopped.estimate.mbps / curve.payload - 1) <= 0.01)
        #expect(stopped.estimate.low <= full.mbps && full.mbps <= stopped.estimate.high)
    }

    private static func samples(_ name: String) throws -> [NDT7Result.Sample] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fixtures/curves")
        let text = String(decoding: try Data(contentsOf: folder.appending(path: "\(name).csv")), as: UTF8.self)
        return try text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            try #require(cells.count == 5, "\(line)")
            return NDT7Result.Sample(
                elapsedSeconds: try #require(Double(cells[0])), bytes: try #require(Int(cells[1])),
                minRTTMs: Double(cells[2]), sentByteCount: Int(cells[3]), retransmittedByteCount: Int(cells[4]))
        }
    }
}
