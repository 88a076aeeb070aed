/// An agent's release, compared by its numbers: 0.10 comes after 0.9, and what follows the numbers does not count.
public struct AgentVersion: Sendable, Comparable {
    private let numbers: [Int]

    /// - Parameter text: as the agent said it; numbers that are none count as 0.
    public init(_ text: String) {
        var numbers = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            .split(separator: ".", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        while numbers.last == 0 { numbers.removeLast() }
        self.numbers = numbers
    }

    public static func < (one: AgentVersion, other: AgentVersion) -> Bool {
        one.numbers.lexicographicallyPrecedes(other.numbers)
    }
}
