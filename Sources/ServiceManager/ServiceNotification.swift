internal import CSystemd

/// What a service tells systemd about itself (sd_notify(3)).
public enum ServiceNotification: Sendable, Equatable {
    /// Start-up is done: `Type=notify` units become active.
    case ready
    /// One line for `systemctl status`.
    case status(String)
    /// Shutdown has begun.
    case stopping
    /// Still alive, to be sent at least every `Watchdog.interval`.
    case watchdog

    /// The assignments as systemd reads them.
    var text: String {
        switch self {
        case .ready: "READY=1"
        // A newline would begin another assignment.
        case .status(let line): "STATUS=" + String(line.map { $0.isNewline ? " " : $0 })
        case .stopping: "STOPPING=1"
        case .watchdog: "WATCHDOG=1"
        }
    }

    /// Sends it to the socket in `$NOTIFY_SOCKET`.
    /// - Returns: false when nobody listens, which is so outside systemd and never a reason to stop.
    @discardableResult
    public func send() -> Bool {
        unsafe sd_notify(0, text) > 0
    }
}
