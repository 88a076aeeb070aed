import Foundation

/// Another program that holds a database's write lock.
final class LockHolder {
    private struct Failure: Error {}

    private static let script = """
        import sqlite3, sys
        base = sqlite3.connect(sys.argv[1], isolation_level=None)
        base.execute("BEGIN IMMEDIATE")
        print("held", flush=True)
        sys.stdin.read()
        base.execute("ROLLBACK")
        """

    private let process = Process()
    private let input = Pipe()

    /// Returns when it has the lock.
    init(of path: String) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script, path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard try output.fileHandleForReading.read(upToCount: 5) == Data("held\n".utf8) else { throw Failure() }
    }

    func release() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
