internal import FoundationEssentials
internal import Glibc
internal import Outbox
internal import Presentation

/// Makes a computer's disk fit to be copied: nothing that says who this computer is stays in the state directory, so that
/// every copy becomes an agent of its own.
///
/// What stays is what a copy may share: the enrolment file, by which each enrols itself, and the region's signed statement on
/// its servers, in which no secret is.
public struct ImageSeal: Sendable {
    /// One thing that was done, left, or is to be seen to.
    public struct Line: Codable, Sendable, Equatable {
        public enum Action: String, Codable, Sendable {
            case removed, kept, warning
        }

        public var action: Action
        public var path: String
        public var what: String
    }

    /// Where the state really lies when the service runs with `DynamicUser=yes` (systemd.exec(5)).
    public static let privateState = "/var/lib/private/parta-agent"

    private let paths: AgentPaths
    private let machineID: String
    private let privateState: String?

    /// - Parameter privateState: looked at beside the state directory; nil where that was named by hand.
    public init(
        paths: AgentPaths, machineID: String = "/etc/machine-id", privateState: String? = ImageSeal.privateState
    ) {
        (self.paths, self.machineID, self.privateState) = (paths, machineID, privateState)
    }

    /// Removes what is this computer's; done again, it finds nothing more to remove.
    /// - Parameters:
    ///   - isDry: says what would be done, and does nothing.
    ///   - discarding: whether what the region has not acknowledged may go with it.
    ///   - keepingEnrollment: whether the enrolment file stays.
    /// - Returns: what was done, in order.
    /// - Throws: `StateFailure`, `.held` while the agent runs; `SealFailure` where there is something undelivered.
    public func seal(isDry: Bool, discarding: Bool, keepingEnrollment: Bool) throws -> [Line] {
        var lines: [Line] = []
        let directories = try directories()
        // All are looked at before the first is touched.
        for directory in directories {
            if let holder = try StateDirectory.holder(of: directory) { throw Self.running(holder, in: directory) }
            if !discarding { try requireDelivered(directory) }
        }
        for directory in directories { lines += try empty(directory, isDry: isDry) }
        lines += try enrollment(isDry: isDry, isKept: keepingEnrollment)
        lines += machine()
        return lines
    }

    /// Those that are there, each once.
    private func directories() throws -> [String] {
        var found: [String] = []
        for path in [paths.state, privateState].compactMap(\.self) {
            guard let real = realpath(path, nil) else {
                guard errno == ENOENT || errno == ENOTDIR else {
                    throw StateFailure(errno: errno, path: path, action: "cannot be read")
                }
                continue
            }
            defer { free(real) }
            let directory = String(cString: real)
            guard access(directory, R_OK | W_OK | X_OK) == 0 else {
                throw StateFailure(errno: errno, path: directory, action: "cannot be read and written")
            }
            if !found.contains(directory) { found.append(directory) }
        }
        return found
    }

    private func requireDelivered(_ directory: String) throws {
        do {
            guard let status = try Outbox.status(ofFileAt: "\(directory)/outbox.sqlite") else { return }
            let records = status.unsealedDeviceDays + status.unsealedLineTests + status.unsealedLineTestDays
            guard status.pending == 0, records == 0 else {
                throw SealFailure.undelivered(reports: status.pending, records: records)
            }
        } catch let failure as OutboxFailure {
            throw SealFailure.unreadable(reason: failure.description)
        }
    }

    private func empty(_ directory: String, isDry: Bool) throws -> [Line] {
        // No agent starts in between; the lock's file goes last.
        let lock = isDry ? nil : try StateDirectory(path: directory)
        defer { withExtendedLifetime(lock) {} }
        var names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        names.removeAll { $0 == "lock" }
        return try (names + (isDry ? [] : ["lock"])).compactMap { name in
            let path = "\(directory)/\(name)"
            let content = StateContent(name: name)
            if content == .trust { return Line(action: .kept, path: path, what: content.sentence) }
            if !isDry {
                do { try FileManager.default.removeItem(atPath: path) } catch {
                    throw StateFailure(code: .other, path: path, reason: "cannot be removed (\(error))")
                }
            }
            return content == .lock ? nil : Line(action: .removed, path: path, what: content.sentence)
        }
    }

    private func enrollment(isDry: Bool, isKept: Bool) throws -> [Line] {
        let path = paths.enrollmentFile
        guard access(path, F_OK) == 0 else {
            guard isKept else { return [] }
            return [
                Line(
                    action: .warning, path: path,
                    what: "there is no enrolment file, so each copy waits until somebody enrols it: "
                        + "parta-agent enroll URL - --no-restart")
            ]
        }
        guard isKept else {
            guard isDry || unlink(path) == 0 else {
                throw StateFailure(errno: errno, path: path, action: "cannot be removed")
            }
            return [
                Line(action: .removed, path: path, what: "the enrolment file: each copy has to be enrolled by hand")
            ]
        }
        var lines = [Line(action: .kept, path: path, what: "the enrolment file: each copy enrols itself with it")]
        do {
            let file = try EnrollmentFile.find(credentials: nil, path: path)
            if let label = file?.label {
                lines.append(
                    Line(
                        action: .warning, path: path,
                        what: "every copy would carry the inventory number \(DisplayText.harmless(label)); "
                            + "write the file again without --label"))
            }
        } catch let failure as any ExplainedFailure {
            lines.append(Line(action: .warning, path: path, what: failure.description))
        }
        return lines
    }

    /// A machine id is made at the first boot where there is none (machine-id(5)).
    private func machine() -> [Line] {
        guard let content = try? PrivateFile.read(machineID, limitBytes: 4_096) else { return [] }
        let id = String(decoding: content, as: UTF8.self).filter { !$0.isWhitespace }
        guard !id.isEmpty, id != "uninitialized" else { return [] }
        return [
            Line(
                action: .warning, path: machineID,
                what: "every copy would have this computer's machine id; last of all: truncate -s 0 \(machineID)")
        ]
    }

    private static func running(_ holder: Int32, in directory: String) -> StateFailure {
        let who = holder > 0 ? "process \(holder)" : "another process"
        return StateFailure(code: .held(by: holder > 0 ? holder : nil), path: directory, reason: "is held by \(who)")
    }
}
