internal import FoundationEssentials
internal import Glibc
public import Reports
public import ServiceManager

/// What a technician gave: `/etc/parta/enrollment`, written by `parta-agent enroll`, handed to the service as a credential.
///
/// Lines of `KEY=VALUE`; empty lines and lines that begin with `#` are skipped. `PARTA_SERVER` and `PARTA_CODE` are
/// needed, `PARTA_REGION_KEY` (the region's whole key), `PARTA_ROOM`, `PARTA_LABEL` and `PARTA_PEDAGOGICAL` (yes or no) are
/// not. A file made for a school without a network has what `OfflineEnrollment` names in place of the code, and
/// `PARTA_SERVER` only where a network may come.
public struct EnrollmentFile: Sendable, Equatable {
    /// Where `parta-agent enroll` writes it.
    public static let standardPath = "/etc/parta/enrollment"
    /// The credential's name in the unit.
    public static let credentialName = "enrollment"

    /// What the region is asked to take this computer in by.
    public enum Ticket: Sendable, Equatable {
        /// As typed from paper. The region's whole key, where the file says it, is checked beyond the part in the code.
        case code(EnrollmentCode, regionKey: VerifyingKey?)
        case offline(OfflineEnrollment)
    }

    /// Nil only for a school without a network.
    public var server: ServerAddress?
    public var ticket: Ticket
    public var room: String?
    public var label: String?
    /// Whether the computer serves lessons, nil where nobody said.
    public var pedagogical: Bool?

    /// - Throws: `EnrollmentFailure` when room or label would not survive a line of their own.
    public init(
        server: ServerAddress, code: EnrollmentCode, regionKey: VerifyingKey? = nil, room: String? = nil,
        label: String? = nil, pedagogical: Bool? = nil
    ) throws {
        try self.init(
            server: server, ticket: .code(code, regionKey: regionKey), room: room, label: label,
            pedagogical: pedagogical)
    }

    /// - Throws: `EnrollmentFailure` when room or label would not survive a line of their own.
    public init(
        server: ServerAddress?, offline: OfflineEnrollment, room: String? = nil, label: String? = nil,
        pedagogical: Bool? = nil
    ) throws {
        try self.init(server: server, ticket: .offline(offline), room: room, label: label, pedagogical: pedagogical)
    }

    init(server: ServerAddress?, ticket: Ticket, room: String?, label: String?, pedagogical: Bool?) throws {
        for (name, value) in [("room", room), ("label", label)] {
            guard let value, let flaw = EnrollmentFile.flaw(in: value) else { continue }
            throw EnrollmentFailure(code: .badFile, reason: "the \(name) \(flaw)")
        }
        self.server = server
        self.ticket = ticket
        self.room = room?.isEmpty == true ? nil : room
        self.label = label?.isEmpty == true ? nil : label
        self.pedagogical = pedagogical
    }

    /// The file's text.
    public var text: String {
        var lines = ["# Written by parta-agent enroll."]
        if let server { lines.append("PARTA_SERVER=\(server.text)") }
        switch ticket {
        case .code(let code, let regionKey):
            lines.append("PARTA_CODE=\(code.text)")
            if let regionKey {
                let text = Base64URL.encode(regionKey.rawRepresentation)
                lines.append("\(OfflineEnrollment.Key.regionKey.rawValue)=\(text)")
            }
        case .offline(let offline): lines += offline.lines
        }
        if let room { lines.append("PARTA_ROOM=\(room)") }
        if let label { lines.append("PARTA_LABEL=\(label)") }
        if let pedagogical { lines.append("\(PedagogicalSetting.name)=\(pedagogical ? "yes" : "no")") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Writes the file, readable by its owner only; makes its directory (0755) where it is missing.
    /// - Throws: `StateFailure`; `EnrollmentFailure` where this user may not.
    public func write(to path: String = standardPath) throws {
        do {
            try writeFile(to: path)
        } catch let failure as StateFailure where failure.code == .notPermitted {
            throw EnrollmentFailure(code: .notWritable, reason: "\(failure.path) \(failure.reason)")
        }
    }

    private func writeFile(to path: String) throws {
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            let directory = String(path[..<slash])
            guard mkdir(directory, 0o755) == 0 || errno == EEXIST else {
                throw StateFailure(errno: errno, path: directory, action: "cannot be created")
            }
        }
        // They hold a code.
        PrivateFile.removeLeftovers(of: path)
        try PrivateFile.write(Data(text.utf8), to: path)
    }

    /// The file, from the service's credential or else from its path.
    /// - Returns: nil when there is neither.
    /// - Throws: `EnrollmentFailure`, `CredentialFailure` or `StateFailure`.
    public static func find(
        credentials: String? = ServiceEnvironment.current.credentialsDirectory, path: String = standardPath
    ) throws -> EnrollmentFile? {
        if let text = try Credential.read(credentialName, from: credentials) {
            return try EnrollmentFile(text: text, source: "the credential \(credentialName)")
        }
        // Under systemd the credential is the only way in; the file is root's.
        guard credentials == nil,
            let content = try PrivateFile.read(path, limitBytes: Credential.limitBytes, followsLink: true)
        else {
            return nil
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw EnrollmentFailure(code: .badFile, reason: "\(path) is not UTF-8 text")
        }
        return try EnrollmentFile(text: text, source: path)
    }

    /// As `find`; a slip of the pen in the file stops no agent that is enrolled already.
    /// - Parameter complain: hears of a file that is passed over.
    public static func find(
        for core: AgentCore, _ paths: AgentPaths, complain: (String) -> Void
    ) throws -> EnrollmentFile? {
        try found(
            Result { try find(credentials: paths.environment["CREDENTIALS_DIRECTORY"], path: paths.enrollmentFile) },
            for: core, complain: complain)
    }

    /// As `find(for:_:complain:)`, of a file that was looked for already.
    public static func found(
        _ file: Result<EnrollmentFile?, any Error>, for core: AgentCore, complain: (String) -> Void
    ) throws -> EnrollmentFile? {
        do {
            return try file.get()
        } catch let failure as EnrollmentFailure where core.enrollment != nil {
            complain("the enrolment file is passed over, the enrolment that is here goes on: \(failure)")
            return nil
        }
    }

    static func flaw(in value: String) -> String? {
        if value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "has a control character in it"
        }
        return value.utf8.count > 400 ? "is longer than 400 bytes" : nil
    }
}
