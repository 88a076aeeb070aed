internal import FoundationEssentials
internal import Glibc

/// What a computer had not told a region that it left: an outbox file that was put aside, sent to nobody.
public struct LeftOutbox: Codable, Sendable, Equatable {
    public var path: String
    public var bytes: Int

    public init(path: String, bytes: Int) {
        self.path = path
        self.bytes = bytes
    }

    /// What lies beside an outbox, the oldest first. Changes nothing.
    /// - Parameter path: of the outbox in use.
    public static func all(besideOutboxAt path: String) -> [LeftOutbox] {
        Outbox.asideNumbers(of: path, as: "left").map { number in
            let kept = "\(path).left-\(number)"
            let bytes = Outbox.suffixes.reduce(0) { sum, suffix in
                var facts = stat()
                return unsafe sum + (lstat(kept + suffix, &facts) == 0 ? Int(facts.st_size) : 0)
            }
            return LeftOutbox(path: kept, bytes: bytes)
        }
    }
}

extension Outbox {
    /// How many bytes of former regions' outboxes are kept beside the newest one: as much as one outbox may have.
    public static let leftLimitBytes = 268_435_456

    /// Removes the oldest outboxes that were left, as far as they are too many; never the newest.
    static func forgetLeft(of path: String, limitBytes: Int = leftLimitBytes) {
        var sum = 0
        for left in LeftOutbox.all(besideOutboxAt: path).reversed().dropFirst() {
            sum += left.bytes
            if sum > limitBytes { remove(left.path) }
        }
    }

    /// The numbers of files that were put aside, the oldest first.
    static func asideNumbers(of path: String, as why: String) -> [Int] {
        let slash = path.lastIndex(of: "/")
        let directory = slash.map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
        let prefix = "\(slash.map { String(path[path.index(after: $0)...]) } ?? path).\(why)-"
        return ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [])
            .compactMap { $0.hasPrefix(prefix) ? Int($0.dropFirst(prefix.count)) : nil }.sorted()
    }
}
