/// One thing that happened to a device.
public struct UdevEvent: Sendable, Equatable {
    /// The kernel's `ACTION`.
    public enum Action: Sendable, Hashable {
        case add, remove, change, move, bind, unbind, online, offline
        /// A word this program does not know.
        case other(String)

        init(_ text: String) {
            self =
                switch text {
                case "add": .add
                case "remove": .remove
                case "change": .change
                case "move": .move
                case "bind": .bind
                case "unbind": .unbind
                case "online": .online
                case "offline": .offline
                default: .other(text)
                }
        }
    }

    public let action: Action
    /// The kernel's running number, 0 where it gave none.
    public let sequence: UInt64
    public let device: UdevDevice
}

/// What one emptying of a monitor's socket brought.
public struct UdevDrain: Sendable, Equatable {
    public var events: [UdevEvent] = []
    /// The kernel dropped events because the socket's buffer was full: enumerate again and compare.
    public var overflowed = false
    /// The limit was reached and more may be waiting; the descriptor stays readable.
    public var hasMore = false
    /// What else went wrong with single messages, one entry for each.
    public var failures: [UdevFailure] = []
}
