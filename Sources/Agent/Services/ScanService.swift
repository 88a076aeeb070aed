internal import Inventory
internal import Logging
internal import NIOCore
internal import Outbox
internal import Reports
internal import ServiceLifecycle
internal import ServiceManager

/// Looks at the computer at start, when devices have settled, now and then for safety, and keeps what it sees.
struct ScanService: Service, CustomStringConvertible {
    let core: AgentCore
    let scan: AgentRound.Scanning
    /// How long after the last look, whatever was its reason, another is due.
    let intervalSeconds: Double
    /// What was heard since the last look.
    let box: NewsBox
    /// Rung when the computer is newly enrolled, or devices have settled.
    let bell: Doorbell
    /// Rung when there may be something to deliver.
    let delivery: Doorbell
    let logger: Logger

    /// The service group logs it; spelled out, it would hold what is not for a log.
    var description: String { "scans" }

    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            var devices: [Device]?
            var complaint = Complaint()
            repeat {
                devices = look(after: devices, &complaint) ?? devices
                ResidentCode.release()
            } while await bell.wait(seconds: intervalSeconds) != .closed
            // One more, so that the day's minutes reach to the end: a classroom is often switched off before the hour.
            _ = look(after: devices, &complaint)
        } onCancelOrGracefulShutdown: {
            bell.close()
        }
    }

    /// One look; what fails is told and tried again at the next.
    /// - Parameter old: the devices of the last look, nil for none.
    /// - Returns: the devices now, nil where they could not be kept.
    private func look(after old: [Device]?, _ complaint: inout Complaint) -> [Device]? {
        guard let enrollment = core.enrollment else { return nil }
        let news = box.take()
        do {
            let seen = try scan(enrollment)
            let replugged = old.map { news.replugged(from: $0, to: seen.devices) } ?? []
            let isNews = try core.record(scan: seen, replugged: replugged)
            if complaint.isOver() { logger.notice("scans are kept again") }
            logger.debug(
                "scanned",
                metadata: ["devices": "\(seen.devices.count)", "events": "\(news.events)", "news": "\(isNews)"])
            if let old { tell(ScanDiff(from: old, to: seen.devices), replugged: replugged, of: seen.devices) }
            delivery.ring()
            return seen.devices
        } catch {
            box.put(news)
            if complaint.isNew("\(error)") { logger.error("the scan was not kept: \(error)") }
            return nil
        }
    }

    private func tell(_ diff: ScanDiff, replugged: Set<String>, of devices: [Device]) {
        let again = devices.filter { replugged.contains($0.id) }
        for (word, devices) in [
            ("appeared", diff.appeared), ("vanished", diff.vanished), ("changed", diff.changed),
            ("plugged in again", again),
        ] {
            for device in devices { logger.info("\(word)", metadata: Self.facts(of: device)) }
        }
    }

    /// What a technician knows a device by; no serial and no address goes into a log.
    private static func facts(of device: Device) -> Logger.Metadata {
        var facts: Logger.Metadata = ["category": "\(device.category.rawValue)", "bus": "\(device.bus.rawValue)"]
        if let product = device.product { facts["product"] = "\(product)" }
        if let port = device.port { facts["port"] = "\(port)" }
        if let vendor = device.vendorID, let product = device.productID { facts["ids"] = "\(vendor):\(product)" }
        return facts
    }
}
