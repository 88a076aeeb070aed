public import Logging
internal import NIOCore
internal import Outbox
public import ServiceLifecycle
internal import ServiceManager

/// The agent as it runs all day: what `parta-agent run` puts into a `ServiceGroup`.
public struct AgentDaemon: Sendable {
    /// How often it does what.
    public struct Schedule: Sendable, Equatable {
        /// After the last scan, whatever was its reason: device events call for one at once.
        public var scanSeconds: Double
        public var sealing: SealingPolicy
        public var backoff: Backoff

        public init(
            scanSeconds: Double = 3_600, sealing: SealingPolicy = .daemon, backoff: Backoff = Backoff()
        ) {
            self.scanSeconds = scanSeconds
            self.sealing = sealing
            self.backoff = backoff
        }
    }

    private let core: AgentCore
    private let scan: AgentRound.Scanning
    private let lineTests: LineTestSetup?
    private let file: EnrollmentFile?
    private let schedule: Schedule
    private let controlSocket: String?
    let logger: Logger

    /// - Parameters:
    ///   - lineTests: nil where the line is not tested.
    ///   - file: the enrolment to carry out, where the technician asked for one; what is done already is not done again.
    ///   - controlSocket: where commands ask the running agent; nil where nobody does.
    public init(
        core: AgentCore, scan: @escaping AgentRound.Scanning, lineTests: LineTestSetup?,
        enrollment file: EnrollmentFile?, schedule: Schedule = Schedule(), controlSocket: String? = nil,
        logger: Logger
    ) {
        self.core = core
        self.scan = scan
        self.lineTests = lineTests
        self.file = file
        self.schedule = schedule
        self.controlSocket = controlSocket
        self.logger = logger
        if let notice = core.outbox.notice { logger.error("\(notice)") }
        for notice in core.damageNotices { logger.error("\(notice)") }
        if let notice = core.copyNotice { logger.error("\(notice)") }
        if let notice = core.departureNotice { logger.warning("\(notice)") }
    }

    /// The services in the order of their dependencies: the last one started is the first one asked to stop.
    ///
    /// Each ends within a moment of graceful shutdown: waits are ended, a delivery is left in the middle and stays in the
    /// outbox, a line test is cancelled.
    public var services: [any Service] {
        let loop = core.group.next()
        let delivery = Doorbell(on: loop)
        let scanning = Doorbell(on: loop)
        let testing = Doorbell(on: loop)
        let box = NewsBox()
        let services: [(any Service)?] = [
            DeliveryService(
                core: core, file: file, policy: schedule.sealing, backoff: schedule.backoff, bell: delivery,
                enrolled: [scanning, testing], logger: logger),
            ScanService(
                core: core, scan: scan, intervalSeconds: schedule.scanSeconds, box: box, bell: scanning,
                delivery: delivery, logger: logger),
            lineTests.map { setup in
                LineTestService(
                    core: core,
                    surveyor: setup.surveyor(on: core, backoff: schedule.backoff, logger: logger) { [core] seconds in
                        await testing.pause(seconds: seconds, by: core.clock)
                    }, bell: testing, delivery: delivery, logger: logger)
            },
            hotplug(box: box, scan: scanning, moments: testing),
            controlSocket.map { path in
                ControlService(
                    desk: ControlDesk(core: core) { delivery.ring() }, path: path, group: core.group,
                    bell: Doorbell(on: loop),
                    logger: logger)
            },
            // Last to start and first to stop, so that systemd hears of both at the right moment.
            SupervisionService(core: core, watchdog: Watchdog.interval, bell: Doorbell(on: loop)),
        ]
        return services.compactMap(\.self)
    }

    /// Nil where the kernel does not let the agent listen: then devices are looked at by the clock alone.
    private func hotplug(box: NewsBox, scan: Doorbell, moments: Doorbell) -> (any Service)? {
        do {
            return HotplugService(
                listener: try DeviceListener(), closing: try ClosingPipe(), settling: SettleTimer(),
                gauge: SleepGauge(core.clock),
                box: box, scan: scan, moments: moments, logger: logger)
        } catch {
            logger.error("devices are only looked at every \(Int(schedule.scanSeconds)) s: \(error)")
            return nil
        }
    }
}
