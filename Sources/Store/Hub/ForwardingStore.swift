public import FoundationEssentials
public import Reports

/// What a region remembers of what it has told a hub, and what is still to be told.
public protocol ForwardingStore: Sendable {
    /// What is known of the hub at an address; nil before the first round.
    func forwardingState(url: String) async throws -> ForwardingState?

    /// Begins a round: of several processes on one database one alone forwards, until it ends or its time is over.
    /// - Returns: nil while another process forwards.
    func beginForwarding(_ start: ForwardingStart) async throws -> ForwardingState?

    /// A number above all that were drawn for this hub, and above `held`; durable before it is used.
    func drawForwardNumber(hub: AgentID, above held: Int, at time: Date) async throws -> Int

    /// What programmes and indicators are called.
    func forwardedBooks() async throws -> (programmes: [ForwardedProgramme], indicators: [ForwardedIndicator])

    /// The next schools, of which those are told that the hub does not hold as they are now.
    ///
    /// What would tell of few children is left out, as of whatever leaves a region.
    /// - Parameters:
    ///   - after: the last school of the page before; nil at first.
    ///   - limit: at most so many schools are looked at.
    func forwardPage(hub: AgentID, after: String?, limit: Int, asOf: Date) async throws -> ForwardPage

    /// Remembers what the hub answered of schools.
    func noteForwarded(hub: AgentID, _ schools: [ForwardedMark], at time: Date) async throws

    /// The next envelopes after the ones that need no more handing on, of schools whose setting asks for it and that the hub
    /// holds.
    /// - Parameters:
    ///   - limit: at most so many envelopes are looked at.
    ///   - bytes: at most so many bytes of them, but one at least.
    func forwardedEnvelopes(hub: AgentID, limit: Int, bytes: Int) async throws -> ForwardedEnvelopes

    /// Remembers up to which envelope nothing more is to be handed on.
    func noteForwarded(hub: AgentID, position: Int, lost: Int) async throws

    /// Ends a round.
    /// - Parameters:
    ///   - completeAt: where everything was told.
    ///   - statement: the newest that the hub's region signed on its servers.
    func endForwarding(hub: AgentID, holder: String, completeAt: Date?, statement: String?) async throws
}
