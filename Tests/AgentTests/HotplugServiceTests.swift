import Foundation
import Glibc
import Logging
import NIOCore
import NIOPosix
import Outbox
import Reports
import ServiceLifecycle
import Synchronization
import Testing
import Udev

@testable import Agent

/// The services that follow devices, in a group of their own, on the kernel's own events.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct HotplugServiceTests {
    static let trigger = "/sys/class/net/lo/uevent"

    /// The two services, the looks they take, and somebody to deliver to.
    private struct Bench {
        let aggregator: TestAggregator
        let core: AgentCore
        let box = NewsBox()
        let bell: Doorbell
        let scans: AsyncStream<Void>
        let group: ServiceGroup

        /// As long as the outbox is used, its file must be there.
        private let directory: TemporaryDirectory

        init(_ directory: TemporaryDirectory, clock: AgentClock, listener: DeviceListener) async throws {
            aggregator = try await TestAggregator()
            self.directory = directory
            core = try AgentCore.make(in: directory, clock: clock)
            try await core.enroll(with: aggregator.file())
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            bell = Doorbell(on: loop)
            let (scans, scanned) = AsyncStream.makeStream(of: Void.self)
            self.scans = scans
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let scanning: AgentRound.Scanning = { _ in
                scanned.yield()
                return Sample.scan("a")
            }
            let services: [any Service] = [
                ScanService(
                    core: core, scan: scanning, intervalSeconds: 3_600, box: box, bell: bell,
                    delivery: Doorbell(on: loop), logger: logger),
                HotplugService(
                    listener: listener, closing: try ClosingPipe(),
                    settling: SettleTimer(quiet: .milliseconds(20), longest: .milliseconds(200)),
                    gauge: SleepGauge(clock),
                    box: box, scan: bell, logger: logger),
            ]
            group = ServiceGroup(
                configuration: .init(services: services.map { .init(service: $0) }, logger: logger))
        }

        /// Runs the services while `body` makes things happen; the looks come one by one.
        func run(_ body: (AsyncStream<Void>) async throws -> Void) async throws {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { [group] in try await group.run() }
                // The one at start.
                for await _ in scans { break }
                try await body(scans)
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }

    private func tell(_ action: String, times: Int) throws {
        let descriptor = open(Self.trigger, O_WRONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        for _ in 0..<times {
            try #require(write(descriptor, action, action.utf8.count) == action.utf8.count)
        }
    }

    @Test(.enabled(if: access(trigger, W_OK) == 0, "only root may ask the kernel for an event"))
    func lostEventsLeadToALook() async throws {
        let listener = try DeviceListener(source: .kernel, subsystems: ["net"], bufferBytes: 4_096)
        // Before anybody reads: the buffer overflows. Each of these events alone would call for nothing.
        try tell("change", times: 500)
        let bench = try await Bench(try TemporaryDirectory(), clock: TestClock().clock, listener: listener)
        try await bench.run { looks in
            for await _ in looks { break }
        }
    }

    /// Waking up is told by the clock being set, which root can do, and by clocks that drift apart, which are handed in.
    @Test(.enabled(if: geteuid() == 0, "only root may set the clock"))
    func wakingUpLeadsToALook() async throws {
        let clock = SleepingClock()
        let listener = try DeviceListener(source: .kernel, subsystems: ["net"])
        let bench = try await Bench(try TemporaryDirectory(), clock: clock.clock, listener: listener)
        try await bench.run { looks in
            clock.run(seconds: 120)
            clock.sleep(seconds: 36_000)
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            try #require(clock_settime(CLOCK_REALTIME, &now) == 0)
            for await _ in looks { break }
        }
        #expect(try await bench.core.deliver(.everything).failure == nil)
        let days = bench.aggregator.reports.flatMap { $0.deviceDays ?? [] }
        #expect(days.map(\.minutes) == [2], "the night is not attached time")
    }
}
