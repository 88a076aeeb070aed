internal import Synchronization

/// Where the listener puts what it heard until a scan takes it.
final class NewsBox: Sendable {
    private let news = Mutex(DeviceNews())

    func put(_ more: DeviceNews) { news.withLock { $0.merge(more) } }

    func take() -> DeviceNews {
        news.withLock { news in
            defer { news = DeviceNews() }
            return news
        }
    }
}
