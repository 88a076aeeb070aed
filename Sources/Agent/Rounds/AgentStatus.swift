public import FoundationEssentials
internal import Glibc
public import Outbox
public import Reports

/// What `parta-agent status` tells, whether the daemon runs or not.
public struct AgentStatus: Codable, Sendable, Equatable {
    public var stateDirectory: String
    /// Whether a process holds the state.
    public var running: Bool
    /// That process's id, where the lock tells it.
    public var process: Int?
    /// Nil before the first start.
    public var agent: AgentID?
    /// The agent whose copied state this one began with.
    public var clonedFrom: AgentID?
    public var server: ServerAddress?
    public var school: String?
    public var room: String?
    public var label: String?
    public var lineTestServer: String?
    /// The region's server that answered last, where it was another one than `server`.
    public var lastServer: ServerAddress?
    /// The newest statement of the region on its servers; nil where none is known.
    public var trustVersion: Int?
    /// What the region said last, where it was no welcome.
    public var standing: RegionStanding?
    /// Of the region's settings in force; nil where it set nothing that came here.
    public var settingsVersion: Int?
    /// When the region signed them.
    public var settingsIssuedAt: Date?
    /// Nil before the first start.
    public var outbox: OutboxStatus?

    /// What was put aside of regions that this computer has left, the oldest first; nil where nothing was.
    public var leftOutboxes: [LeftOutbox]?

    /// Whether the region has yet to confirm an enrolment that was made without a network; nil before enrolment.
    public var unconfirmed: Bool?

    /// Why it is not enrolled, where an attempt or the enrolment file says so.
    public var notEnrolledBecause: String?

    public var isEnrolled: Bool { school != nil }

    /// Reads the state and changes nothing in it.
    /// - Parameters:
    ///   - mustExist: whether a directory that is not there is a mistake and not an agent that never started.
    ///   - enrollmentFile: looked at where this computer is not enrolled.
    /// - Throws: `StateFailure` where it cannot be read, `OutboxFailure` where the outbox cannot.
    public static func read(stateDirectory path: String, mustExist: Bool = false, enrollmentFile: String? = nil)
        throws -> AgentStatus
    {
        if mustExist, access(path, F_OK) != 0 {
            throw StateFailure(errno: errno, path: path, action: "cannot be opened")
        }
        let holder = try StateDirectory.holder(of: path)
        let agent = try StateDirectory.signingKey(in: path)?.publicKey.agentID
        let saved = try StateDirectory.enrollment(in: path)
        let enrollment = saved?.agent == nil || saved?.agent == agent ? saved : nil
        let left = LeftOutbox.all(besideOutboxAt: "\(path)/outbox.sqlite")
        let servers = StateDirectory.knownServers(in: path)
        let trust = enrollment.flatMap { servers?.trust(of: $0.regionKey) }
        let settings = try enrollment.flatMap { try SettingsKeeper.document(in: path, of: $0.regionKey) }
        return AgentStatus(
            stateDirectory: path, running: holder != nil, process: holder.flatMap { $0 > 0 ? Int($0) : nil },
            agent: agent, clonedFrom: try agent.flatMap { try StateDirectory.origin(of: $0, in: path)?.clonedFrom },
            server: enrollment?.server, school: enrollment?.school, room: enrollment?.room, label: enrollment?.label,
            lineTestServer: enrollment?.lineTestServer,
            lastServer: trust == nil ? nil : servers?.lastServer, trustVersion: trust?.version,
            standing: enrollment == nil ? nil : agent.flatMap { StateDirectory.standing(of: $0, in: path) },
            settingsVersion: settings?.version, settingsIssuedAt: settings?.issuedAt,
            outbox: try Outbox.status(ofFileAt: "\(path)/outbox.sqlite"), leftOutboxes: left.isEmpty ? nil : left,
            unconfirmed: enrollment.map { $0.receipt == nil },
            notEnrolledBecause: enrollment == nil ? obstacle(in: path, enrollmentFile: enrollmentFile) : nil)
    }

    /// What keeps a computer from being enrolled: a flaw in its file weighs more than an older refusal. A file that this user
    /// may not read is passed over.
    private static func obstacle(in path: String, enrollmentFile: String?) -> String? {
        do {
            if let enrollmentFile { _ = try EnrollmentFile.find(credentials: nil, path: enrollmentFile) }
        } catch let failure as EnrollmentFailure {
            return failure.description
        } catch {}
        return StateDirectory.refusal(in: path)?.sentence
    }

    enum CodingKeys: String, CodingKey {
        case running, process, agent, server, school, room, label, outbox, standing, unconfirmed
        case clonedFrom = "cloned_from"
        case leftOutboxes = "left_outboxes"
        case notEnrolledBecause = "not_enrolled_because"
        case stateDirectory = "state_directory"
        case lineTestServer = "line_test_server"
        case lastServer = "last_server"
        case trustVersion = "trust_version"
        case settingsVersion = "settings_version"
        case settingsIssuedAt = "settings_issued_at"
    }
}
