internal import FoundationEssentials
internal import Glibc
public import Reports

/// Where the agent keeps what it must not forget: its key, its enrolment, its outbox. One process at a time.
public final class StateDirectory: Sendable {
    public let path: String
    /// What people call it.
    let shownPath: String
    /// Held (flock) as long as the object lives; the kernel lets go of it when the process dies, however it dies.
    private let lock: Int32

    /// Makes the directory (0700) where it is missing and takes its lock.
    /// - Parameter shownAs: what people call the directory, where `path` is a descriptor's name; nil for `path`.
    /// - Throws: `StateFailure`, `.held(by:)` when another process has it.
    public init(path: String, shownAs: String? = nil) throws {
        self.path = path
        shownPath = shownAs ?? path
        try StateDirectory.make(path)
        lock = try StateDirectory.takeLock("\(path)/lock")
        PrivateFile.removeLeftovers(in: path)
    }

    deinit { close(lock) }

    /// The outbox file.
    public var outboxPath: String { "\(path)/outbox.sqlite" }
    /// Where the region's hwdb files lie.
    var regionKnowledgePath: String { "\(path)/hwdb.d" }
    /// Where the compiled hardware database is staged.
    public var hardwareDatabasePath: String { "\(path)/hwdb" }

    /// The agent's key, made on first use.
    /// - Throws: `StateFailure`.
    public func signingKey() throws -> SigningKey {
        if let key = try StateDirectory.signingKey(in: path) { return key }
        let key = SigningKey()
        try PrivateFile.write(key.rawRepresentation, to: "\(path)/key")
        return key
    }

    /// The key that is there, nil before the first start.
    static func signingKey(in path: String) throws -> SigningKey? {
        let file = "\(path)/key"
        guard let seed = try PrivateFile.read(file, limitBytes: 4_096) else { return nil }
        guard let key = try? SigningKey(rawRepresentation: seed) else {
            throw StateFailure(code: .damaged, path: file, reason: "is no key (\(seed.count) bytes instead of 32)")
        }
        return key
    }

    /// Which region this computer belongs to, nil before enrolment.
    /// - Throws: `StateFailure`.
    public func enrollment() throws -> Enrollment? { try StateDirectory.enrollment(in: path) }

    /// Which region this agent belongs to: an enrolment that the region gave to another key is none.
    func enrollment(of agent: AgentID) throws -> Enrollment? {
        try StateDirectory.enrollment(in: path).flatMap { $0.agent.map { $0 == agent } == false ? nil : $0 }
    }

    /// - Throws: `StateFailure`.
    public func save(_ enrollment: Enrollment) throws {
        try PrivateFile.write(ReportCoder.encode(enrollment, pretty: true), to: "\(path)/enrollment.json")
    }

    static func enrollment(in path: String) throws -> Enrollment? {
        let file = "\(path)/enrollment.json"
        guard let content = try PrivateFile.read(file) else { return nil }
        do {
            return try ReportCoder.decode(Enrollment.self, from: content)
        } catch {
            throw StateFailure(code: .damaged, path: file, reason: "is damaged: it cannot be read as an enrolment")
        }
    }

    /// The process that holds the directory, 0 where it is not told, nil when nobody does. Makes nothing.
    static func holder(of path: String) throws -> Int32? {
        let file = "\(path)/lock"
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw StateFailure(errno: errno, path: file, action: "cannot be opened")
        }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        return process(in: file) ?? 0
    }

    private static func make(_ path: String) throws {
        var missing: [String] = []
        var candidate = path
        while !candidate.isEmpty, access(candidate, F_OK) != 0, errno == ENOENT {
            missing.append(candidate)
            candidate = candidate.lastIndex(of: "/").map { String(candidate[..<$0]) } ?? ""
        }
        for directory in missing.reversed() where mkdir(directory, 0o700) != 0 && errno != EEXIST {
            throw StateFailure(errno: errno, path: directory, action: "cannot be created")
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            throw StateFailure(errno: errno, path: path, action: "cannot be read and written")
        }
    }

    private static func takeLock(_ path: String) throws -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw StateFailure(errno: errno, path: path, action: "cannot be opened") }
        // `holder(of:)` of a status command takes the lock for a moment: that is no reason to give up.
        for attempt in 1... {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { break }
            let number = errno
            if number == EINTR { continue }
            if number == EWOULDBLOCK, attempt < 3 {
                usleep(10_000)
                continue
            }
            close(descriptor)
            guard number == EWOULDBLOCK else {
                throw StateFailure(errno: number, path: path, action: "cannot be locked")
            }
            let process = process(in: path)
            let who = process.map { "process \($0)" } ?? "another process"
            throw StateFailure(code: .held(by: process), path: path, reason: "is held by \(who)")
        }
        // Who holds it is told to people only; the lock itself is the kernel's.
        let text = "\(getpid())\n"
        if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.utf8.count, 0) }
        return descriptor
    }

    private static func process(in lock: String) -> Int32? {
        (try? PrivateFile.read(lock, limitBytes: 64)).flatMap { $0 }
            .flatMap { Int32(String(decoding: $0, as: UTF8.self).filter(\.isNumber)) }
    }
}
