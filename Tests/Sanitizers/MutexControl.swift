// A counter that four tasks add to behind a Mutex. There is no race here; see thread.txt for what it is good for.
import Synchronization

final class Counter: Sendable {
    let counts = Mutex<[Int: Int]>([:])

    func add(_ number: Int) { counts.withLock { $0[number % 64, default: 0] += 1 } }
}

let counter = Counter()
await withTaskGroup(of: Void.self) { group in
    for task in 0..<4 { group.addTask { for number in 0..<200_000 { counter.add(number &+ task) } } }
}
print(counter.counts.withLock { $0.values.reduce(0, +) })
