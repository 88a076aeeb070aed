public import FoundationEssentials

/// Counts wrong enrolment codes and what else is limited by the caller, for all servers of one database together and over
/// their restarts.
///
/// A caller is counted from its first wrong guess on for as long as its window runs; then it begins anew.
public protocol GuessStore: Sendable {
    /// How many wrong guesses stand against each of the callers.
    /// - Parameters:
    ///   - callers: names that tell nothing outside the region: keyed hashes.
    ///   - since: what began at or before it is forgotten.
    /// - Returns: in the callers' order; 0 for one against whom nothing stands.
    func guesses(from callers: [String], since: Date) async throws -> [Int]

    /// Counts one wrong guess against each of the callers, and forgets what is no longer needed.
    /// - Parameters:
    ///   - time: when it was made.
    ///   - since: as above.
    func noteGuess(from callers: [String], at time: Date, since: Date) async throws

    /// Takes some of what a caller may have within its window, which all servers of the database share.
    /// - Parameters:
    ///   - amount: how many are wanted.
    ///   - caller: as above, and apart from those that guess.
    ///   - limit: how many there are in a window.
    ///   - start: when the window begins, unless it has begun.
    ///   - since: as above.
    func take(
        _ amount: Int, of caller: String, limit: Int, from start: Date, since: Date
    ) async throws -> TakenAllowance
}

/// What was left for a caller.
public struct TakenAllowance: Sendable, Equatable {
    /// At most what was wanted; 0 where nothing is left.
    public var granted: Int
    /// When the caller's window began.
    public var began: Date

    public init(granted: Int, began: Date) {
        self.granted = granted
        self.began = began
    }
}
