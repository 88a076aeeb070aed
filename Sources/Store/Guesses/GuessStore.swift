public import FoundationEssentials

/// Counts wrong enrolment codes, for all servers of one database together and over their restarts.
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
}
