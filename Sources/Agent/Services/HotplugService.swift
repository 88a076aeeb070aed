internal import Logging
internal import ServiceLifecycle
internal import Udev

/// Hears of devices that come and go and of the computer waking up, and asks for a scan when they have settled.
///
/// It decides only when to look; what is attached, `ScanService` sees.
struct HotplugService: Service, CustomStringConvertible {
    let listener: DeviceListener
    let closing: ClosingPipe
    let settling: SettleTimer
    /// Made when the listener was: no sleep falls between.
    let gauge: SleepGauge
    let box: NewsBox
    /// Rung when devices have settled.
    let scan: Doorbell
    /// Rung when the clock was set or the computer woke up: whoever waits for a moment reckons anew.
    var moments: Doorbell?
    let logger: Logger

    /// Single messages may be garbled; a drain of nothing else is a broken socket.
    private static let toleratedFailures = 16

    /// The service group logs it; spelled out, it would hold what is not for a log.
    var description: String { "hot-plug" }

    func run() async throws {
        logger.info("following devices", metadata: ["source": "\(listener.monitor.source.rawValue)"])
        await withTaskCancellationOrGracefulShutdownHandler {
            await follow()
        } onCancelOrGracefulShutdown: {
            closing.close()
        }
    }

    private func follow() async {
        let (monitor, clockStep) = (listener.monitor, listener.clockStep)
        var descriptors = [closing.descriptor, monitor.fileDescriptor, clockStep.fileDescriptor]
        var timer = settling
        var gauge = gauge
        while true {
            let rest = timer.deadline.map { $0 - .now }
            let ready = await QuietExecutor.readable(descriptors, timeout: rest)
            if ready.contains(closing.descriptor) { return }
            var news = DeviceNews()
            if ready.contains(monitor.fileDescriptor) {
                let drain = monitor.drain()
                if let failure = drain.failures.first { logger.warning("\(failure)") }
                if drain.events.isEmpty, drain.failures.count > Self.toleratedFailures {
                    // A socket that only fails stays readable for ever, and the loop would spin.
                    logger.error("device events cannot be read any more: devices are looked at by the clock alone")
                    descriptors.removeAll { $0 == monitor.fileDescriptor }
                }
                if drain.overflowed { logger.notice("device events came too fast and some were lost: looking again") }
                news.take(drain)
            }
            if ready.contains(clockStep.fileDescriptor) {
                moments?.ring()
                do { try clockStep.acknowledge() } catch {
                    // It would stay readable for ever. Devices that come while the computer sleeps are still heard of.
                    logger.error("waking up will not be noticed: \(error)")
                    descriptors.removeAll { $0 == clockStep.fileDescriptor }
                }
            }
            // Asked at every wake-up: events may be read before the timer's word.
            let slept = gauge.secondsSlept()
            if slept > 0 {
                logger.info("woke up", metadata: ["slept_s": "\(Int(slept))"])
                news.resumed = true
                moments?.ring()
            }
            if news.callsForScan {
                box.put(news)
                timer.event(at: .now)
            }
            if timer.settles(at: .now) { scan.ring() }
        }
    }
}
