internal import Glibc

/// One thread that serves one watch, for processes that run on the runtime's own executors.
enum BlockingWait {
    private final class Request: Sendable {
        let watch: Watch

        init(_ watch: Watch) {
            self.watch = watch
        }

        func serve() {
            var ready: Set<Int32> = []
            repeat {
                ready = Watch.poll(
                    Set(watch.descriptors), timeoutMs: Watch.milliseconds(until: watch.deadline))
            } while !watch.isOver(ready: ready, now: .now)
            watch.continuation.resume(returning: ready)
        }
    }

    /// Resumes the watch on a thread of its own.
    static func start(_ watch: Watch) {
        var thread = pthread_t()
        let request = Unmanaged.passRetained(Request(watch))
        let made = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Request>.fromOpaque(argument).takeRetainedValue().serve() }
                return nil
            }, request.toOpaque())
        guard made == 0 else {
            // No thread to wait on: the caller finds nothing ready and comes back.
            request.release()
            watch.continuation.resume(returning: [])
            return
        }
        pthread_detach(thread)
    }
}
