internal import Glibc

/// One thread that waits for one descriptor, for processes that run on the runtime's own executors.
enum BlockingWait {
    private final class Request: Sendable {
        let descriptor: Int32
        let done: @Sendable () -> Void

        init(descriptor: Int32, done: @escaping @Sendable () -> Void) {
            self.descriptor = descriptor
            self.done = done
        }
    }

    /// Calls `done` on a thread of its own once `descriptor` is readable or closed at its other end.
    static func start(_ descriptor: Int32, done: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let request = Unmanaged.passRetained(Request(descriptor: descriptor, done: done))
        let made = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let request = Unmanaged<Request>.fromOpaque(argument).takeRetainedValue()
                var entry = pollfd(fd: request.descriptor, events: Int16(POLLIN), revents: 0)
                while poll(&entry, 1, -1) < 0, errno == EINTR {}
                request.done()
                return nil
            }, request.toOpaque())
        guard made == 0 else {
            // No thread to wait on: the caller reads, finds nothing and comes back.
            request.takeRetainedValue().done()
            return
        }
        pthread_detach(thread)
    }
}
