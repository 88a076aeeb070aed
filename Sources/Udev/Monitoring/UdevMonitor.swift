internal import CUdev
internal import Glibc
internal import Synchronization

/// Hears of devices that come, go and change, on a netlink socket that an event loop watches.
///
/// Wait until `fileDescriptor` is readable, then call `drain()`; one unread message would keep the descriptor readable and
/// the loop spinning.
public final class UdevMonitor: Sendable {
    /// Whose events are heard.
    public enum Source: String, Sendable {
        /// Those udevd sends after its rules ran. Silent when no udevd runs.
        case udev
        /// The kernel's own, before any rule. Heard where no udevd runs.
        case kernel
    }

    /// How large a receive buffer is asked for, in bytes. A process without privileges gets at most
    /// `net.core.rmem_max`; pages are used only when events wait.
    public static let requestedBufferBytes: Int32 = 8 * 1024 * 1024

    /// Readable when events wait; non-blocking, closed with the monitor.
    public let fileDescriptor: Int32
    public let source: Source
    /// What the kernel granted, in bytes (it counts its own overhead, so about twice what was asked).
    public let receiveBufferBytes: Int32
    private let handle: Mutex<Handle>
    private let sysfs: FileTree

    /// Starts listening at once.
    /// - Parameter subsystems: whose events to let through; the rest is dropped in the kernel.
    /// - Throws: `UdevFailure` when the socket cannot be made.
    public init(
        source: Source, subsystems: [String], bufferBytes: Int32 = UdevMonitor.requestedBufferBytes,
        sysfs: FileTree = FileTree(root: "/sys")
    ) throws {
        let handle = try Handle(source: source)
        for subsystem in subsystems {
            try Self.check(
                unsafe udev_monitor_filter_add_match_subsystem_devtype(handle.pointer, subsystem, nil),
                "filter events of \(subsystem)")
        }
        try Self.check(unsafe udev_monitor_enable_receiving(handle.pointer), "listen for device events")
        // Refused without privileges beyond rmem_max, which leaves a smaller buffer: `receiveBufferBytes` tells.
        _ = unsafe udev_monitor_set_receive_buffer_size(handle.pointer, bufferBytes)
        fileDescriptor = unsafe udev_monitor_get_fd(handle.pointer)
        receiveBufferBytes = Self.bufferSize(of: fileDescriptor)
        self.source = source
        self.sysfs = sysfs
        self.handle = Mutex(handle)
    }

    /// Whether a udevd runs here, so that `Source.udev` will speak.
    public static var isDaemonRunning: Bool { unsafe access("/run/udev/control", F_OK) == 0 }

    /// Takes every waiting event, at most `limit`, without blocking.
    public func drain(limit: Int = 4096) -> UdevDrain {
        handle.withLock { handle in
            var drain = UdevDrain()
            while drain.events.count + drain.failures.count < limit {
                errno = 0
                guard let pointer = unsafe udev_monitor_receive_device(handle.pointer) else {
                    switch errno {
                    case 0, EAGAIN: return drain
                    case EINTR: continue
                    case ENOBUFS: drain.overflowed = true
                    case let code:
                        drain.failures.append(UdevFailure(operation: "read a device event", code: code))
                        // A socket that is gone would fail for ever.
                        if code == EBADF || code == ENOTSOCK { return drain }
                    }
                    continue
                }
                defer { unsafe udev_device_unref(pointer) }
                guard let device = unsafe UdevContext.device(pointer, sysfs: sysfs) else { continue }
                let action = unsafe UdevContext.text(udev_device_get_action(pointer)) ?? ""
                let sequence = unsafe udev_device_get_seqnum(pointer)
                drain.events.append(UdevEvent(action: .init(action), sequence: sequence, device: device))
            }
            drain.hasMore = true
            return drain
        }
    }

    private static func check(_ code: Int32, _ operation: String) throws(UdevFailure) {
        if code < 0 { throw UdevFailure(operation: operation, code: -code) }
    }

    private static func bufferSize(of descriptor: Int32) -> Int32 {
        var size: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, &length) == 0 else { return 0 }
        return size
    }

    /// Owns the two pointers; the monitor goes before its context.
    @safe private struct Handle: ~Copyable {
        let context: UdevContext
        let pointer: OpaquePointer

        init(source: Source) throws(UdevFailure) {
            let context = try UdevContext()
            guard let pointer = unsafe udev_monitor_new_from_netlink(context.pointer, source.rawValue) else {
                throw UdevFailure(operation: "open the socket of \(source.rawValue) events", code: errno)
            }
            self.context = context
            unsafe self.pointer = unsafe pointer
        }

        deinit { unsafe udev_monitor_unref(pointer) }
    }
}
