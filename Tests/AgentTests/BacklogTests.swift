import Foundation
import Logging
import NIOPosix
import Outbox
import Reports
import Synchronization
import Testing

@testable import Agent

/// Half a year without the region, then a line of 1 Mbps: real HTTP, real outbox, a clock that only the test turns.
@Suite(.timeLimit(.minutes(3)))
struct BacklogTests {
    private let directory: TemporaryDirectory
    private let aggregator: TestAggregator
    private let time = TestClock()
    private let core: AgentCore
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() async throws {
        directory = try TemporaryDirectory()
        aggregator = try await TestAggregator()
        core = try AgentCore.make(in: directory, clock: time.clock)
        try await core.enroll(with: aggregator.file())
    }

    /// A test of a real one's size: 2 kB that compress by half.
    private func lineTest(_ number: Int) -> LineTest {
        var test = Sample.lineTest("\(number)")
        var digits = UInt64(number + 1)
        test.startedAt = core.clock.now()
        test.problem = String(
            (0..<250).flatMap { _ -> String in
                digits = digits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return String(digits >> 32, radix: 16)
            })
        return test
    }

    @Test(arguments: [nil, 1.0])
    func halfAYearArrivesPacedAndInOrder(measuredMbps: Double?) async throws {
        let (days, devices, testsADay) = (180, 20, 4)
        let names = (0..<devices).map { "device-\($0)" }
        for day in 0..<days {
            for look in 0..<2 {
                var scan = Sample.scan()
                scan.devices = names.map {
                    Device(id: $0, category: .tablet, confidence: .certain, rule: "test", bus: .usb)
                }
                try core.record(scan: scan)
                time.advance(look == 0 ? 3_600 : 82_800)
            }
            let tests = (0..<testsADay).map { lineTest(day * testsADay + $0) }
            try core.outbox.record(lineTests: tests, slots: [], ledger: [:])
        }
        if let measuredMbps {
            var memory = SurveyMemory()
            (memory.lastDownloadMbps, memory.lastUploadMbps) = (measuredMbps, measuredMbps)
            try core.outbox.record(lineTests: [], slot: nil, ledger: memory.ledger)
        }
        // Nothing was sealed while there was no region.
        #expect(try core.outbox.status().pending == 0)
        var courier = Courier(
            core: core, file: nil, policy: .daemon, backoff: Backoff(), logger: logger, draw: { 0.5 })
        guard case .seconds(let spread) = courier.start() else {
            Issue.record("begins with \(courier.start())")
            return
        }
        #expect(spread == 15, "thirty computers that are switched on together do not come together")
        let start = core.clock.now().monotonic
        var sends: [(second: Double, bytes: Int)] = []
        var rounds = 0
        while rounds < 10_000 {
            rounds += 1
            aggregator.memory.withLock {
                $0.bodies = []
                $0.serverTime = core.clock.now().wallClock
            }
            let pause = await courier.step()
            let bodies = aggregator.memory.withLock { $0.bodies }
            for bytes in bodies {
                // As long as it takes on the line.
                time.advance(Double(bytes) * 8 / 1e6)
                sends.append((core.clock.now().monotonic, bytes))
            }
            guard case .seconds(let seconds) = pause else { break }
            time.advance(seconds)
        }
        let seconds = core.clock.now().monotonic - start
        let bytes = sends.map(\.bytes).reduce(0, +)
        print(
            "180 days offline, upload \(measuredMbps.map { "\($0) Mbps" } ?? "not measured"): \(sends.count) requests, "
                + "\(bytes) bytes, \(Int(seconds)) virtual seconds, \(rounds) rounds")
        // All of it.
        #expect(Set(aggregator.lineTests).count == days * testsADay && aggregator.lineTests.count == days * testsADay)
        let deviceDays = aggregator.reports.flatMap { $0.deviceDays ?? [] }
        #expect(Set(deviceDays.map { "\($0.device) \($0.day)" }).count >= days * devices)
        #expect(aggregator.memory.withLock { $0.problems } == [] && aggregator.memory.withLock { $0.duplicates } == 0)
        // In order.
        let arrivals = aggregator.memory.withLock { $0.arrivals }
        #expect(arrivals == Array(1...arrivals.count))
        // Paced: of any minute, never more than its share, one round and one envelope.
        let pace = UploadPace(uploadMbps: measuredMbps)
        let largest = sends.map(\.bytes).max() ?? 0
        for (index, send) in sends.enumerated() {
            let minute = sends[index...].prefix { $0.second < send.second + 60 }.map(\.bytes).reduce(0, +)
            #expect(Double(minute) <= 60 * pace.bytesPerSecond + Double(pace.roundBytes + largest), "at \(send.second)")
        }
        // The last round is followed by no pause.
        #expect(Double(bytes - pace.roundBytes - largest) / seconds <= pace.bytesPerSecond)
        #expect(rounds >= 2)
    }

    @Test func aServerThatAsksForPatienceGetsTheLongerOfBothPauses() async throws {
        for number in 0..<400 { try core.record(lineTest: lineTest(number)) }
        aggregator.willFail(.retryAfter(3_600))
        var courier = Courier(
            core: core, file: nil, policy: .daemon, backoff: Backoff(), logger: logger, draw: { 0 })
        let pause = await courier.step()
        #expect(pause == .seconds(3_600))
    }

    @Test func whatIsFreshWaitsForNobody() async throws {
        try core.record(scan: Sample.scan("a"))
        let courier = Courier(
            core: core, file: nil, policy: .daemon, backoff: Backoff(), logger: logger, draw: { 1 })
        #expect(courier.start() == .seconds(0))
    }
}
