internal import Inventory
internal import Udev

/// The descriptors that tell that something may have changed, opened together.
///
/// It listens from the moment it is made: what is plugged in during the first scan is not missed.
struct DeviceListener: Sendable {
    let monitor: UdevMonitor
    let clockStep: ClockStep

    /// - Parameters:
    ///   - source: nil for udevd's events where one runs, else the kernel's.
    ///   - bufferBytes: for events that wait while a scan runs.
    /// - Throws: `UdevFailure`.
    init(
        source: UdevMonitor.Source? = nil, subsystems: [String] = DeviceTree.subsystems,
        bufferBytes: Int32 = UdevMonitor.requestedBufferBytes
    ) throws {
        monitor = try UdevMonitor(
            source: source ?? (UdevMonitor.isDaemonRunning ? .udev : .kernel), subsystems: subsystems,
            bufferBytes: bufferBytes)
        clockStep = try ClockStep()
    }
}
