/// A heap of places by distance, least first; places of one distance come by number, so that every run is the same.
///
/// Four children a node: half the depth of a binary heap and one cache line to look through. Whoever lowers a distance
/// pushes again and skips what is out of date when it is popped.
struct DistanceQueue {
    struct Entry {
        var distance: Double
        var place: Int32

        func isBefore(_ other: Entry) -> Bool {
            distance < other.distance || (distance == other.distance && place < other.place)
        }
    }

    private var entries: ContiguousArray<Entry> = []

    var isEmpty: Bool { entries.isEmpty }
    var first: Entry? { entries.first }

    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    mutating func push(_ place: Int32, _ distance: Double) {
        let entry = Entry(distance: distance, place: place)
        var hole = entries.count
        entries.append(entry)
        while hole > 0 {
            let parent = (hole - 1) / 4
            guard entry.isBefore(entries[parent]) else { break }
            entries[hole] = entries[parent]
            hole = parent
        }
        entries[hole] = entry
    }

    mutating func pop() -> Entry? {
        guard let last = entries.popLast() else { return nil }
        guard let first = entries.first else { return last }
        let count = entries.count
        var hole = 0
        while true {
            let children = 4 * hole + 1
            guard children < count else { break }
            var least = children
            var child = children + 1
            while child < min(children + 4, count) {
                if entries[child].isBefore(entries[least]) { least = child }
                child += 1
            }
            guard entries[least].isBefore(last) else { break }
            entries[hole] = entries[least]
            hole = least
        }
        entries[hole] = last
        return first
    }
}
