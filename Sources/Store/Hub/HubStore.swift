public import Reports

/// What a hub keeps of the regions that forward to it.
public protocol HubStore: Sendable {
    /// Takes a verified message in one durable transaction; it comes again as often as its region got no answer, and counts
    /// once.
    ///
    /// A region writes nothing outside the areas of its token, and nothing that another region or the hub itself has told.
    /// - Throws: `ForwardFailure`, after which nothing was taken.
    func takeForward(_ intake: ForwardIntake) async throws -> ForwardAnswer

    /// The key of the region that forwards with a token; nil before its first message.
    func forwardingRegion(token: Int) async throws -> VerifyingKey?

    /// Each region that may forward, by what its token is called, and how fresh what it told is. A reader sees those of which
    /// an area lies in its own, or its own in one of theirs.
    func hubRegions(_ query: Query, scope: Scope) async throws -> [HubRegionRow]
}
