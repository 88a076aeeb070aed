import Foundation
import Glibc
import Synchronization

/// A PostgreSQL 15 server for tests alone: in a temporary directory, as a user without rights, heard on a socket in that
/// directory and nowhere else. It ends, and its directory goes, with the process that started it, however that ends.
public final class PrivateCluster: Sendable {
    /// What the server could not do, in its own words.
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// Starts at the first use; all tests of a process share it, each with databases of its own.
    public static let shared = Result { try PrivateCluster() }

    private let directory: String
    private let commands: FileHandle
    private let answers: FileHandle
    private let made = Mutex(0)
    private let process: Process

    /// - Parameter options: settings of the server, such as `max_connections=5`.
    public init(_ options: [String] = []) throws {
        let program = "/usr/lib/postgresql/15/bin"
        guard access(program + "/postgres", X_OK) == 0 else {
            throw Failure(description: "there is no PostgreSQL 15 here; install the package postgresql-15")
        }
        directory = try Self.temporaryDirectory()
        let (input, output) = (Pipe(), Pipe())
        process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments =
            ["-c", Self.script, "sh", program, directory] + (Self.settings + options).flatMap { ["-c", $0] }
        if geteuid() == 0 {
            // The server refuses root.
            process.executableURL = URL(filePath: "/usr/bin/setpriv")
            process.arguments =
                ["--reuid=nobody", "--regid=nogroup", "--clear-groups", "--", "/bin/sh"] + (process.arguments ?? [])
        }
        process.currentDirectoryURL = URL(filePath: directory)
        process.standardInput = input
        process.standardOutput = output
        commands = input.fileHandleForWriting
        answers = output.fileHandleForReading
        // No child of a test may keep the server's command line open.
        _ = fcntl(commands.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try process.run()
        try? input.fileHandleForReading.close()
        try? output.fileHandleForWriting.close()
        try expect("started")
    }

    /// Reads what to do, and ends with its input. Nothing here is kept, so nothing is waited for.
    private static let script = """
        bin=$1; dir=$2; shift 2
        start() { "$bin/pg_ctl" -s -w -t 60 -D "$dir/data" -l "$dir/log" -o "$options" start && echo started || tail -3 "$dir/log"; }
        options="-k $dir"; for word; do options="$options $word"; done
        "$bin/initdb" -D "$dir/data" -U parta -A trust -E UTF8 --locale=C --no-sync --no-instructions >"$dir/log" 2>&1
        start
        while read -r command; do
            case $command in
            start) start ;;
            standby) "$bin/pg_ctl" -s -w -m fast -D "$dir/data" stop; touch "$dir/data/standby.signal"; start ;;
            stop) "$bin/pg_ctl" -s -w -m immediate -D "$dir/data" stop; echo stopped ;;
            esac
        done
        "$bin/pg_ctl" -s -m immediate -D "$dir/data" stop
        rm -rf "$dir"
        """

    private static let settings = [
        "listen_addresses=", "fsync=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=200",
        "max_wal_senders=0", "autovacuum=off", "hot_standby=on",
    ]

    /// A new, empty database.
    /// - Returns: its address.
    public func makeDatabase() throws -> String {
        let name = made.withLock { count in
            count += 1
            return "test\(count)"
        }
        try run("CREATE DATABASE \(name)")
        return url(of: name)
    }

    public func url(of database: String) -> String { "postgresql:///\(database)?host=\(directory)&user=parta" }

    /// Runs SQL by the server's own client.
    public func run(_ sql: String, in database: String = "postgres") throws {
        let psql = Process()
        psql.executableURL = URL(filePath: "/usr/lib/postgresql/15/bin/psql")
        psql.arguments = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url(of: database), "-c", sql]
        let errors = Pipe()
        psql.standardError = errors
        psql.standardOutput = FileHandle.nullDevice
        try psql.run()
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        psql.waitUntilExit()
        guard psql.terminationStatus == 0 else { throw Failure(description: message) }
    }

    /// Ends the server as a failing computer would: nothing is tidied up.
    public func stop() throws { try tell("stop", "stopped") }

    public func start() throws { try tell("start", "started") }

    /// Starts anew as a server that follows another, and so may only be read.
    public func beStandby() throws { try tell("standby", "started") }

    private func tell(_ command: String, _ answer: String) throws {
        try commands.write(contentsOf: Data("\(command)\n".utf8))
        try expect(answer)
    }

    private func expect(_ answer: String) throws {
        var line = Data()
        while let byte = try answers.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) { line += byte }
        let text = String(decoding: line, as: UTF8.self)
        guard text == answer else { throw Failure(description: "the server said \"\(text)\", and not \"\(answer)\"") }
    }

    /// Where the user without rights may write, and whose name is short enough for a socket.
    private static func temporaryDirectory() throws -> String {
        var name = Array("/tmp/parta-pg-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else {
            throw Failure(description: "cannot make a directory in /tmp: \(String(cString: strerror(errno)))")
        }
        let path = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        guard geteuid() != 0 || chown(path, 65_534, 65_534) == 0 else {
            throw Failure(description: "cannot give \(path) away: \(String(cString: strerror(errno)))")
        }
        return path
    }
}
