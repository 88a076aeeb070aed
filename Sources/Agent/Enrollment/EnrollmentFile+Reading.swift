internal import FoundationEssentials
internal import Reports

extension EnrollmentFile {
    /// Reads the file's text.
    /// - Parameter source: its name, for failures.
    /// - Throws: `EnrollmentFailure` naming file and line.
    public init(text: String, source: String) throws {
        let values = try EnrollmentLines(text: text, source: source)
        let pedagogical = values[PedagogicalSetting.name].flatMap { PedagogicalSetting.read($0) }
        if values[PedagogicalSetting.name] != nil, pedagogical == nil {
            throw values.failure(PedagogicalSetting.name, "\(PedagogicalSetting.name) is neither yes nor no")
        }
        let ticket = try values.ticket()
        var server: ServerAddress?
        do {
            server = try values["PARTA_SERVER"].map { try ServerAddress($0) }
        } catch let failure as ConnectionFailure {
            throw values.failure("PARTA_SERVER", "\(failure.server) \(failure.reason)")
        }
        try self.init(
            server: server, ticket: ticket, room: values["PARTA_ROOM"], label: values["PARTA_LABEL"],
            pedagogical: pedagogical)
    }
}

/// The values of an enrolment file, and the lines they stand in. What is wrong is named without the value, which may be secret.
private struct EnrollmentLines {
    static let keys = Set(
        ["PARTA_SERVER", "PARTA_CODE", "PARTA_ROOM", "PARTA_LABEL", PedagogicalSetting.name]
            + OfflineEnrollment.Key.allCases.map(\.rawValue))

    let source: String
    private var values: [String: (value: String, line: Int)] = [:]

    init(text: String, source: String) throws {
        self.source = source
        // To Swift, CR LF is one character.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (offset, line) in lines.enumerated() {
            let number = offset + 1
            guard !line.allSatisfy(\.isWhitespace), line.first != "#" else { continue }
            guard let equals = line.firstIndex(of: "=") else { throw failure(number, "is not KEY=VALUE") }
            let key = String(line[..<equals])
            let value = String(line[line.index(after: equals)...])
            guard Self.keys.contains(key) else {
                throw failure(number, "has the unknown key \"\(key.asOneLine(limit: 40))\"")
            }
            guard values.updateValue((value, number), forKey: key) == nil else {
                throw failure(number, "repeats \(key)")
            }
            if let flaw = EnrollmentFile.flaw(in: value) { throw failure(number, "\(key) \(flaw)") }
        }
    }

    subscript(key: String) -> String? { values[key]?.value }

    /// The code, or what stands in its place where no network is.
    func ticket() throws -> EnrollmentFile.Ticket {
        let secret = OfflineEnrollment.Key.secret.rawValue
        if values[secret] != nil {
            guard values["PARTA_CODE"] == nil else {
                throw failure("PARTA_CODE", "has a code beside \(secret); one of the two is wanted")
            }
            do {
                return .offline(try OfflineEnrollment { self[$0.rawValue] })
            } catch {
                let key = error.key.rawValue
                throw error.isMissing ? lacking(key) : failure(key, "\(key) is not 32 bytes in base64url")
            }
        }
        guard values["PARTA_SERVER"] != nil else { throw lacking("PARTA_SERVER") }
        guard let text = self["PARTA_CODE"] else { throw lacking("PARTA_CODE") }
        let code: EnrollmentCode
        do {
            code = try EnrollmentCode(text)
        } catch {
            throw failure("PARTA_CODE", "\(error)")
        }
        return .code(code, regionKey: try regionKey())
    }

    private func regionKey() throws -> VerifyingKey? {
        let name = OfflineEnrollment.Key.regionKey.rawValue
        guard let text = self[name] else { return nil }
        guard let data = Base64URL.decode(text[...]), let key = try? VerifyingKey(rawRepresentation: data) else {
            throw failure(name, "\(name) is not 32 bytes in base64url")
        }
        return key
    }

    func failure(_ key: String, _ flaw: String) -> EnrollmentFailure { failure(values[key]?.line ?? 0, flaw) }

    private func failure(_ line: Int, _ flaw: String) -> EnrollmentFailure {
        EnrollmentFailure(code: .badFile, reason: "\(source), line \(line): \(flaw)")
    }

    private func lacking(_ key: String) -> EnrollmentFailure {
        EnrollmentFailure(code: .badFile, reason: "\(source) has no \(key)")
    }
}
