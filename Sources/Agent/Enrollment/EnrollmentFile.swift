internal import FoundationEssentials
internal import Glibc
public import Reports
public import ServiceManager

/// What a technician gave: `/etc/parta/enrollment`, written by `parta-agent enroll`, handed to the service as a credential.
///
/// Lines of `KEY=VALUE`; empty lines and lines that begin with `#` are skipped. `PARTA_SERVER` and `PARTA_CODE` are
/// needed, `PARTA_ROOM`, `PARTA_LABEL` and `PARTA_PEDAGOGICAL` (yes or no) are not.
public struct EnrollmentFile: Sendable, Equatable {
    /// Where `parta-agent enroll` writes it.
    public static let standardPath = "/etc/parta/enrollment"
    /// The credential's name in the unit.
    public static let credentialName = "enrollment"

    public var server: ServerAddress
    public var code: EnrollmentCode
    public var room: String?
    public var label: String?
    /// Whether the computer serves lessons, nil where nobody said.
    public var pedagogical: Bool?

    /// - Throws: `EnrollmentFailure` when room or label would not survive a line of their own.
    public init(
        server: ServerAddress, code: EnrollmentCode, room: String? = nil, label: String? = nil, pedagogical: Bool? = nil
    ) throws {
        for (name, value) in [("room", room), ("label", label)] {
            guard let value, let flaw = EnrollmentFile.flaw(in: value) else { continue }
            throw EnrollmentFailure(code: .badFile, reason: "the \(name) \(flaw)")
        }
        self.server = server
        self.code = code
        self.room = room?.isEmpty == true ? nil : room
        self.label = label?.isEmpty == true ? nil : label
        self.pedagogical = pedagogical
    }

    /// Reads the file's text.
    /// - Parameter source: its name, for failures.
    /// - Throws: `EnrollmentFailure` naming file and line.
    public init(text: String, source: String) throws {
        var values: [String: (value: String, line: Int)] = [:]
        // To Swift, CR LF is one character.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (offset, line) in lines.enumerated() {
            let number = offset + 1
            guard !line.allSatisfy(\.isWhitespace), line.first != "#" else { continue }
            guard let equals = line.firstIndex(of: "=") else {
                throw EnrollmentFile.failure(source, number, "is not KEY=VALUE")
            }
            let key = String(line[..<equals])
            let value = String(line[line.index(after: equals)...])
            guard EnrollmentFile.keys.contains(key) else {
                throw EnrollmentFile.failure(source, number, "has the unknown key \"\(key.asOneLine(limit: 40))\"")
            }
            guard values.updateValue((value, number), forKey: key) == nil else {
                throw EnrollmentFile.failure(source, number, "repeats \(key)")
            }
            if let flaw = EnrollmentFile.flaw(in: value) {
                throw EnrollmentFile.failure(source, number, "\(key) \(flaw)")
            }
        }
        let purpose = values[PedagogicalSetting.name]
        let pedagogical = purpose.flatMap { PedagogicalSetting.read($0.value) }
        if let purpose, pedagogical == nil {
            throw EnrollmentFile.failure(source, purpose.line, "\(PedagogicalSetting.name) is neither yes nor no")
        }
        guard let server = values["PARTA_SERVER"], let code = values["PARTA_CODE"] else {
            let missing = values["PARTA_SERVER"] == nil ? "PARTA_SERVER" : "PARTA_CODE"
            throw EnrollmentFailure(code: .badFile, reason: "\(source) has no \(missing)")
        }
        do {
            try self.init(
                server: ServerAddress(server.value), code: EnrollmentCode(code.value),
                room: values["PARTA_ROOM"]?.value, label: values["PARTA_LABEL"]?.value,
                pedagogical: pedagogical)
        } catch let failure as EnrollmentCodeFailure {
            throw EnrollmentFile.failure(source, code.line, "\(failure)")
        } catch let failure as ConnectionFailure {
            throw EnrollmentFile.failure(source, server.line, "\(failure.server) \(failure.reason)")
        }
    }

    /// The file's text.
    public var text: String {
        var lines = ["# Written by parta-agent enroll.", "PARTA_SERVER=\(server.text)", "PARTA_CODE=\(code.text)"]
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
        guard credentials == nil, let content = try PrivateFile.read(path, limitBytes: Credential.limitBytes) else {
            return nil
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw EnrollmentFailure(code: .badFile, reason: "\(path) is not UTF-8 text")
        }
        return try EnrollmentFile(text: text, source: path)
    }

    private static let keys: Set<String> = [
        "PARTA_SERVER", "PARTA_CODE", "PARTA_ROOM", "PARTA_LABEL", PedagogicalSetting.name,
    ]

    private static func flaw(in value: String) -> String? {
        if value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "has a control character in it"
        }
        return value.utf8.count > 400 ? "is longer than 400 bytes" : nil
    }

    private static func failure(_ source: String, _ line: Int, _ flaw: String) -> EnrollmentFailure {
        EnrollmentFailure(code: .badFile, reason: "\(source), line \(line): \(flaw)")
    }
}
