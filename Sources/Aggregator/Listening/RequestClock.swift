internal import NIOCore

/// Where a connection stands between handshake, requests and answers, and until when that may last.
///
/// Every phase has one deadline from its beginning: a byte now and then does not move it.
struct RequestClock {
    /// How long each phase may take.
    struct Limits {
        var handshake: TimeAmount
        var head: TimeAmount
        var body: TimeAmount
        var answer: TimeAmount
        var idle: TimeAmount
    }

    enum Event {
        /// The TLS handshake is done.
        case secured
        /// Bytes arrived, of whatever.
        case bytes
        /// A request's head is whole.
        case head
        /// A request is whole.
        case end
        /// An answer is out.
        case answered
    }

    private enum Reading {
        case handshake, head, body, nothing
    }

    private let limits: Limits
    private var reading: Reading
    private var unanswered = 0
    private(set) var deadline: NIODeadline

    init(_ limits: Limits, isSecure: Bool, now: NIODeadline) {
        self.limits = limits
        reading = isSecure ? .handshake : .head
        deadline = now + (isSecure ? limits.handshake : limits.head)
    }

    mutating func note(_ event: Event, at now: NIODeadline) {
        switch (event, reading) {
        case (.secured, .handshake), (.bytes, .nothing): begin(.head, until: now + limits.head)
        case (.head, _): begin(.body, until: now + limits.body)
        case (.end, _):
            unanswered += 1
            begin(.nothing, until: now + limits.answer)
        case (.answered, _):
            unanswered = max(0, unanswered - 1)
            // A request that is being read keeps its own deadline.
            if reading == .nothing, unanswered == 0 { deadline = now + limits.idle }
        case (.secured, _), (.bytes, _): break
        }
    }

    private mutating func begin(_ next: Reading, until end: NIODeadline) {
        reading = next
        deadline = end
    }
}
