internal import FoundationEssentials
internal import Glibc

/// Compiles hwdb text files into a database, aside, and puts it in force only when nothing is wrong with them.
///
/// `systemd-hwdb` ends with 0 on syntax errors, so what it says on stderr decides; every complaint is told with the file
/// the technician wrote, not with its staged copy.
public struct HardwareDatabaseCompiler: Sendable {
    /// From general to special, see `HardwareDatabaseSources`.
    public let directories: [String]
    /// The database in force: `hwdb.bin` in a directory of the agent's.
    public let database: String
    /// Where `systemd-hwdb` is (Debian package udev).
    public let program: String

    public init(directories: [String], database: String, program: String = "/usr/bin/systemd-hwdb") {
        self.directories = directories
        self.database = database
        self.program = program
    }

    /// Brings the database up to date. Blocks for some ten milliseconds when something changed.
    /// - Throws: `HardwareDatabaseFailure` when nothing could be compiled; a database in force stays so.
    public func compile() throws -> Compilation {
        let sources = HardwareDatabaseSources(directories: directories)
        let isInForce = FileManager.default.fileExists(atPath: database)
        var complaints: [Compilation.Complaint] = []
        let inputs = sources.files.compactMap { file in
            Input(file: file, complaints: &complaints)
        }
        guard !inputs.isEmpty || !complaints.isEmpty else {
            return Compilation(outcome: .empty, path: nil, complaints: [])
        }
        let fingerprint = Self.fingerprint(of: inputs)
        if complaints.isEmpty, isInForce, fingerprint == lastFingerprint {
            return Compilation(outcome: .unchanged, path: database, complaints: [])
        }
        complaints += try build(inputs)
        if complaints.isEmpty {
            try putInForce(fingerprint: fingerprint)
            return Compilation(outcome: .compiled, path: database, complaints: [])
        }
        if isInForce { return Compilation(outcome: .kept, path: database, complaints: complaints) }
        let faulty = Set(complaints.map(\.file))
        let sound = inputs.filter { !faulty.contains($0.file.path) }
        guard !sound.isEmpty, try build(sound).isEmpty else {
            return Compilation(outcome: .partial, path: nil, complaints: complaints)
        }
        try putInForce(fingerprint: Self.fingerprint(of: sound))
        return Compilation(outcome: .partial, path: database, complaints: complaints)
    }

    private var staging: String { "\(database).staging" }
    private var built: String { "\(staging)/etc/udev/hwdb.bin" }
    private var fingerprintPath: String { "\(database).inputs" }

    private var lastFingerprint: String? {
        try? String(contentsOfFile: fingerprintPath, encoding: .utf8)
    }

    /// Stages the inputs and compiles them to `built`.
    private func build(_ inputs: [Input]) throws -> [Compilation.Complaint] {
        let folder = "\(staging)/etc/udev/hwdb.d"
        try writing(staging) {
            if FileManager.default.fileExists(atPath: staging) { try FileManager.default.removeItem(atPath: staging) }
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        for input in inputs {
            let path = "\(folder)/\(input.file.stagedName)"
            try writing(path) { try input.content.write(to: URL(filePath: path)) }
        }
        // A clean environment: under a service its own would send the messages to the journal.
        let messages = "\(staging)/messages"
        let status = try ChildProcess(
            program: program, arguments: ["update", "--root=\(staging)"],
            environment: ["LC_ALL": "C.UTF-8", "SYSTEMD_LOG_TARGET": "console", "SYSTEMD_LOG_COLOR": "0"]
        ).run(errorsTo: messages)
        let errors = try [UInt8](Data(contentsOf: URL(filePath: messages)))
        let originals = Dictionary(
            uniqueKeysWithValues: inputs.map { ("\(folder)/\($0.file.stagedName)", $0.file.path) })
        let complaints = CompilerMessages.complaints(in: errors, originals: originals, program: program)
        if status != 0 {
            let message = complaints.map(\.description).joined(separator: "; ")
            throw HardwareDatabaseFailure.compilerFailed(program: program, status: status, message: message)
        }
        return complaints
    }

    /// Moves what was built into force: durable before it is renamed, and its fingerprint only afterwards.
    private func putInForce(fingerprint: String) throws {
        let descriptor = unsafe open(built, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(built) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0, unsafe rename(built, database) == 0 else { throw failure(database) }
        try writing(fingerprintPath) {
            try Data(fingerprint.utf8).write(to: URL(filePath: fingerprintPath), options: .atomic)
        }
        try writing(staging) { try FileManager.default.removeItem(atPath: staging) }
    }

    private func failure(_ path: String) -> HardwareDatabaseFailure {
        .cannotWrite(path: path, reason: HardwareDatabaseFailure.reason(errno))
    }

    private func writing(_ path: String, _ body: () throws -> Void) throws {
        do { try body() } catch {
            throw HardwareDatabaseFailure.cannotWrite(path: path, reason: "\(error)")
        }
    }

    /// FNV-1a over names and contents (http://www.isthe.com/chongo/tech/comp/fnv/): tells whether anything was edited,
    /// not whether somebody forged it, which only root could.
    private static func fingerprint(of inputs: [Input]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xff) &* 0x100_0000_01b3
        }
        for input in inputs {
            mix(input.file.stagedName.utf8)
            mix(input.content)
        }
        return "\(String(hash, radix: 16)) \(inputs.count)\n"
    }

    private struct Input {
        let file: HardwareDatabaseSources.File
        let content: Data

        init?(file: HardwareDatabaseSources.File, complaints: inout [Compilation.Complaint]) {
            self.file = file
            do {
                content = try Data(contentsOf: URL(filePath: file.path))
            } catch {
                complaints.append(
                    .init(file: file.path, line: nil, message: "cannot be read (\(error)); try chmod 644"))
                return nil
            }
        }
    }
}
