internal import NIOCore
internal import Synchronization

/// Counts connections, handshakes and tests, so that a server takes no more than it can measure well.
final class Admission: Sendable {
    enum Refusal: Error, Equatable {
        /// As many tests run as may.
        case full
        case ledger(TestLedger.Refusal)
    }

    private struct State {
        var connections = 0
        var tests = 0
        /// Handshakes under way by address: never more entries than connections.
        var handshakes: [String: Int] = [:]
        var ledger = TestLedger()
    }

    let maximumTests: Int
    private let maximumConnections: Int
    private let maximumHandshakesPerAddress: Int
    private let state = Mutex(State())

    init(maximumTests: Int, maximumConnections: Int, maximumHandshakesPerAddress: Int) {
        self.maximumTests = maximumTests
        self.maximumConnections = maximumConnections
        self.maximumHandshakesPerAddress = maximumHandshakesPerAddress
    }

    var runningTests: Int { state.withLock { $0.tests } }
    /// Of all addresses.
    var runningHandshakes: Int { state.withLock { $0.handshakes.values.reduce(0, +) } }

    /// - Returns: false when the server is full; otherwise call `leaveConnection` once.
    func enterConnection() -> Bool {
        state.withLock { state in
            guard state.connections < maximumConnections else { return false }
            state.connections += 1
            return true
        }
    }

    func leaveConnection() {
        state.withLock { $0.connections -= 1 }
    }

    /// - Returns: false when the address has as many under way as it may; otherwise call `leaveHandshake` once.
    func enterHandshake(from address: String) -> Bool {
        state.withLock { state in
            guard state.handshakes[address, default: 0] < maximumHandshakesPerAddress else { return false }
            state.handshakes[address, default: 0] += 1
            return true
        }
    }

    func leaveHandshake(from address: String) {
        state.withLock { state in
            let left = state.handshakes[address, default: 0] - 1
            state.handshakes[address] = left > 0 ? left : nil
        }
    }

    /// Call `leaveTest` once with the same client and direction, unless this throws.
    /// - Returns: how many tests run now, this one among them.
    func enterTest(
        _ client: TestClient, _ direction: Direction, quota: TestQuota, now: NIODeadline
    ) throws(Refusal) -> Int {
        let entered: Result<Int, Refusal> = state.withLock { state in
            guard state.tests < maximumTests else { return .failure(.full) }
            do throws(TestLedger.Refusal) {
                try state.ledger.enter(client, direction, quota: quota, now: now)
            } catch {
                return .failure(.ledger(error))
            }
            state.tests += 1
            return .success(state.tests)
        }
        return try entered.get()
    }

    func leaveTest(_ client: TestClient, _ direction: Direction) {
        state.withLock { state in
            state.tests -= 1
            state.ledger.leave(client.key, direction)
        }
    }
}
