internal import NIOCore

/// Stands below TLS and closes the connection when its phase has lasted too long, without a goodbye that a silent peer would
/// never answer.
///
/// The handlers further up tell it what arrives.
final class DeadlineHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let limits: RequestClock.Limits
    private let isSecure: Bool
    private var clock: RequestClock?
    private var alarm: (at: NIODeadline, task: Scheduled<Void>)?
    private var context: ChannelHandlerContext?

    init(limits: RequestClock.Limits, isSecure: Bool) {
        self.limits = limits
        self.isSecure = isSecure
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        clock = RequestClock(limits, isSecure: isSecure, now: context.eventLoop.now)
        setAlarm(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm?.task.cancel()
        alarm = nil
        self.context = nil
    }

    func note(_ event: RequestClock.Event) {
        guard let context else { return }
        clock?.note(event, at: context.eventLoop.now)
        setAlarm(context)
    }

    /// An alarm that comes too early looks again, so that a request in time costs no cancelled timers.
    private func setAlarm(_ context: ChannelHandlerContext) {
        guard let deadline = clock?.deadline else { return }
        if let alarm {
            guard deadline < alarm.at else { return }
            alarm.task.cancel()
        }
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.ring() }
        alarm = (deadline, task)
    }

    private func ring() {
        alarm = nil
        guard let context, let deadline = clock?.deadline else { return }
        if deadline <= context.eventLoop.now {
            context.close(promise: nil)
        } else {
            setAlarm(context)
        }
    }
}
