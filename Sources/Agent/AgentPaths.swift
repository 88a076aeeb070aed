public import FoundationEssentials
internal import Glibc

/// Where one agent's files lie: given by options, else by the service manager, else as installed.
public struct AgentPaths: Sendable {
    /// With `DynamicUser` this is a link that only root and the service follow.
    public static let standardState = "/var/lib/parta-agent"

    public var state: String
    public var enrollmentFile: String
    /// A directory of hwdb files in place of the installed one.
    public var knowledge: String?
    public var environment: [String: String]
    /// Whether the enrolment file was named, and not left to where it always is.
    private let namesEnrollmentFile: Bool

    public init(
        state: String? = nil, enrollmentFile: String? = nil, knowledge: String? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.state = state ?? environment["STATE_DIRECTORY"] ?? Self.standardState
        self.enrollmentFile = enrollmentFile ?? EnrollmentFile.standardPath
        self.knowledge = knowledge
        self.environment = environment
        namesEnrollmentFile = enrollmentFile != nil
    }

    /// Looks whether what was named is there, before anything is made or changed.
    /// - Throws: `EnrollmentFailure` or `KnowledgeFailure`.
    public func check() throws {
        if namesEnrollmentFile, access(self.enrollmentFile, F_OK) != 0, errno == ENOENT {
            throw EnrollmentFailure(code: .badFile, reason: "\(self.enrollmentFile) is not there")
        }
        if let knowledge, !FileManager.default.fileExists(atPath: "\(knowledge)/.") {
            throw KnowledgeFailure(path: knowledge)
        }
    }
}
