internal import Synchronization

/// Gives each of many workers another number, from 0.
final class TurnCounter: Sendable {
    private let next = Atomic<Int>(0)

    func take() -> Int { next.add(1, ordering: .relaxed).oldValue }
}
