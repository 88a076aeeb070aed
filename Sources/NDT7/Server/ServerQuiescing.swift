/// Tells a connection that its server is going: a handshake ends at once, a test closes with 1001.
struct ServerQuiescing: Sendable {}
