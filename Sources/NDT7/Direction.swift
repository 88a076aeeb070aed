/// Which way a test's payload travels, seen from the client.
public enum Direction: String, Sendable, CaseIterable {
    case download
    case upload

    /// The path of the test's resource, in the NDT7 specification's "Protocol description".
    var path: String { "/ndt/v7/\(rawValue)" }
}
