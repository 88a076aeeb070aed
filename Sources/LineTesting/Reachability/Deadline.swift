internal import NIOCore

/// A moment by which a piece of work is over, for callers who wait.
struct Deadline: Sendable {
    struct Passed: Error {}

    let loop: any EventLoop
    let moment: NIODeadline

    init(in amount: TimeAmount, on loop: any EventLoop) {
        self.loop = loop
        moment = .now() + amount
    }

    var left: TimeAmount { Swift.max(.zero, moment - .now()) }

    /// The work's result, or `Passed` at the moment: work that cannot be broken off, such as a question for a name, then
    /// goes on by itself and its result is dropped.
    func value<Value: Sendable>(of work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let promise = loop.makePromise(of: Value.self)
        let timer = loop.scheduleTask(deadline: moment) { promise.fail(Passed()) }
        promise.completeWithTask(work)
        defer { timer.cancel() }
        return try await promise.futureResult.get()
    }

    /// The same for a future.
    func value<Value: Sendable>(of future: EventLoopFuture<Value>) async throws -> Value {
        let promise = loop.makePromise(of: Value.self)
        let timer = loop.scheduleTask(deadline: moment) { promise.fail(Passed()) }
        future.cascade(to: promise)
        defer { timer.cancel() }
        return try await promise.futureResult.get()
    }
}

extension NIODeadline {
    var millisecondsAgo: Double { (NIODeadline.now() - self).milliseconds }
}
