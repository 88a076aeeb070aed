internal import Synchronization

/// Counts connections and tests, so that a server takes no more than it can measure well.
final class Admission: Sendable {
    private struct Counts {
        var connections = 0
        var tests = 0
    }

    private let maximumTests: Int
    private let maximumConnections: Int
    private let counts = Mutex(Counts())

    init(maximumTests: Int, maximumConnections: Int) {
        self.maximumTests = maximumTests
        self.maximumConnections = maximumConnections
    }

    var runningTests: Int { counts.withLock { $0.tests } }

    /// - Returns: false when the server is full; otherwise call `leaveConnection` once.
    func enterConnection() -> Bool {
        counts.withLock { counts in
            guard counts.connections < maximumConnections else { return false }
            counts.connections += 1
            return true
        }
    }

    func leaveConnection() {
        counts.withLock { $0.connections -= 1 }
    }

    /// - Returns: false when as many tests run as may; otherwise call `leaveTest` once.
    func enterTest() -> Bool {
        counts.withLock { counts in
            guard counts.tests < maximumTests else { return false }
            counts.tests += 1
            return true
        }
    }

    func leaveTest() {
        counts.withLock { $0.tests -= 1 }
    }
}
