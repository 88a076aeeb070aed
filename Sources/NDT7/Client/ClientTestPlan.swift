internal import NIOCore

/// What one test of a client is to do.
struct ClientTestPlan: Sendable {
    var direction: Direction
    /// When connecting began: the total limit counts from here.
    var begun: NIODeadline
    /// Where the client itself ends the test, from the end of the handshake; nil leaves it to the server.
    var durationLimit: TimeAmount?
    var limits = TestLimits()
    var stopping = StopConditions()
    /// Called on the event loop, about ten times a second.
    var onProgress: (@Sendable (NDT7Progress) -> Void)?
}
