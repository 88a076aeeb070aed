internal import Reports
internal import Udev

/// What was heard between two scans, as far as the scan itself cannot tell it.
///
/// The scan is the truth about what is attached; events only say when to look. One thing no look can see: a device that
/// was unplugged and plugged again in between. It is counted from the kernel's `add` of its port.
///
/// A device that came and went within one window (3 s at most) leaves no row: once it is gone, only the ids the kernel
/// shouted in passing are left, no descriptors to classify by, and a loose plug or a retried enumeration looks just the
/// same. No lesson is that short.
struct DeviceNews: Sendable, Equatable {
    /// USB ports such as `1-2.3` that something was plugged into.
    var ports: Set<String> = []
    /// How many events there were that call for a scan.
    var events = 0
    /// Events were lost: only a look tells what is there. Who was plugged again in the meantime stays unknown.
    var overflowed = false
    /// The computer slept: devices that lost their power come back as `add`, though nobody touched them.
    var resumed = false

    var callsForScan: Bool { events > 0 || overflowed || resumed }

    /// Takes in what a monitor heard.
    mutating func take(_ drain: UdevDrain) {
        overflowed = overflowed || drain.overflowed || !drain.failures.isEmpty
        for event in drain.events where Self.matters(event) {
            events += 1
            if event.action == .add, event.device.devtype == "usb_device", event.device.subsystem == "usb" {
                ports.insert(event.device.sysname)
            }
        }
    }

    /// Adds what was heard before, or after.
    mutating func merge(_ other: DeviceNews) {
        ports.formUnion(other.ports)
        events += other.events
        overflowed = overflowed || other.overflowed
        resumed = resumed || other.resumed
    }

    /// The ids of devices that were there before and are there now, and were plugged in between.
    func replugged(from old: [Device], to new: [Device]) -> Set<String> {
        guard !resumed else { return [] }
        let before = Set(old.map(\.id))
        return Set(
            new.filter { $0.bus == .usb && before.contains($0.id) && $0.port.map(ports.contains) ?? false }.map(\.id))
    }

    /// Whether an event can change what a scan says.
    static func matters(_ event: UdevEvent) -> Bool {
        // Somebody asked the kernel to tell again (`udevadm trigger`): nothing was plugged.
        if event.device.properties["SYNTH_UUID"] != nil { return false }
        switch event.device.subsystem {
        // Containers and loop mounts come and go all day; no scan lists them.
        case "net", "block": return !event.device.isVirtual
        // A battery says so with every per cent; the next scan is soon enough.
        case "power_supply": return event.action != .change
        default: return true
        }
    }
}
