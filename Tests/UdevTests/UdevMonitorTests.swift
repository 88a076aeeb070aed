import Glibc
import Testing

@testable import Udev

/// The kernel's own events for the loopback interface, asked for by writing to its `uevent` file, as root may.
///
/// Every test's events carry a number of its own (Documentation/ABI/testing/sysfs-uevent), so that others on the machine
/// may do the same at the same time.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct UdevMonitorTests {
    static let trigger = "/sys/class/net/lo/uevent"
    private let mark = Self.mark()
    static var canTrigger: Bool { access(trigger, W_OK) == 0 }

    @Test func startsWithoutPrivilegesAndIsQuiet() throws {
        let monitor = try UdevMonitor(source: .udev, subsystems: ["usb"])
        #expect(monitor.fileDescriptor >= 0)
        #expect(monitor.receiveBufferBytes > 0)
        #expect(fcntl(monitor.fileDescriptor, F_GETFL) & O_NONBLOCK != 0)
        #expect(monitor.drain() == UdevDrain())
    }

    @Test(.enabled(if: canTrigger, "only root may ask the kernel for an event"))
    func hearsEventsInOrder() throws {
        let monitor = try UdevMonitor(source: .kernel, subsystems: ["net"])
        try trigger(["add", "change", "change"])
        let drain = try waitAndDrain(monitor)
        let events = ours(drain)
        #expect(events.map(\.action) == [.add, .change, .change])
        #expect(events.map(\.sequence) == events.map(\.sequence).sorted() && events.allSatisfy { $0.sequence > 0 })
        #expect(events.first?.device.syspath == "/sys/devices/virtual/net/lo")
        #expect(!drain.overflowed && !drain.hasMore && drain.failures.isEmpty)
    }

    @Test(.enabled(if: canTrigger, "only root may ask the kernel for an event"))
    func otherSubsystemsStayOut() throws {
        let monitor = try UdevMonitor(source: .kernel, subsystems: ["usb"])
        try trigger(["change"])
        #expect(ours(monitor.drain()).isEmpty)
    }

    @Test(.enabled(if: canTrigger, "only root may ask the kernel for an event"))
    func aFullBufferIsToldAndSurvived() throws {
        let monitor = try UdevMonitor(source: .kernel, subsystems: ["net"], bufferBytes: 4096)
        try trigger(Array(repeating: "change", count: 500))
        var drain = try waitAndDrain(monitor)
        #expect(drain.overflowed)
        #expect(drain.events.count < 500)
        try trigger(["add"])
        drain = try waitAndDrain(monitor)
        #expect(!drain.overflowed)
        #expect(ours(drain).map(\.action) == [.add], "the monitor hears on after an overflow")
    }

    @Test(.enabled(if: canTrigger, "only root may ask the kernel for an event"))
    func aLimitLeavesTheRest() throws {
        let monitor = try UdevMonitor(source: .kernel, subsystems: ["net"])
        try trigger(Array(repeating: "change", count: 5))
        #expect(isReadable(monitor, within: 5000))
        let first = monitor.drain(limit: 2)
        #expect(first.events.count == 2 && first.hasMore)
        #expect(isReadable(monitor, within: 0))
        #expect(monitor.drain().events.count >= 3)
    }

    private func trigger(_ actions: [String]) throws {
        let descriptor = open(Self.trigger, O_WRONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        for action in actions {
            let order = "\(action) \(mark)"
            try #require(write(descriptor, order, order.utf8.count) == order.utf8.count)
        }
    }

    private func ours(_ drain: UdevDrain) -> [UdevEvent] {
        drain.events.filter { $0.device.properties["SYNTH_UUID"] == mark }
    }

    /// A random UUID.
    private static func mark() -> String {
        func digits(_ count: Int) -> String {
            (0..<count).map { _ in "0123456789abcdef".randomElement()! }.map(String.init).joined()
        }
        return [8, 4, 4, 4, 12].map(digits).joined(separator: "-")
    }

    private func waitAndDrain(_ monitor: UdevMonitor) throws -> UdevDrain {
        try #require(isReadable(monitor, within: 5000))
        return monitor.drain()
    }

    private func isReadable(_ monitor: UdevMonitor, within milliseconds: Int32) -> Bool {
        var wanted = pollfd(fd: monitor.fileDescriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wanted, 1, milliseconds) == 1
    }
}
