internal import NIOCore

/// The scheduled tasks of one test, ended together.
struct Timers {
    private var scheduled: [Scheduled<Void>] = []

    /// Schedules on the context's loop. The block must not outlive the test: call `cancelAll` at its end.
    mutating func after(_ delay: TimeAmount, _ context: ChannelHandlerContext, _ body: @escaping () -> Void) {
        scheduled.append(context.eventLoop.assumeIsolated().scheduleTask(in: delay, body))
    }

    mutating func cancelAll() {
        for task in scheduled { task.cancel() }
        scheduled = []
    }
}
