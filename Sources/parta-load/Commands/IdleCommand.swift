internal import ArgumentParser
internal import FoundationEssentials
internal import Glibc
internal import NIOCore
internal import Presentation
internal import Reports

/// `parta-load idle`: holds many connections open and asks the kernel what that costs the server.
struct IdleCommand: AsyncParsableCommand {
    /// What it prints.
    struct Result: Codable, Equatable {
        var connections: Int
        var serverBytesBefore: Int
        var serverBytesWith: Int
        var bytesEach: Int

        enum CodingKeys: String, CodingKey {
            case connections
            case serverBytesBefore = "server_bytes_before"
            case serverBytesWith = "server_bytes_with"
            case bytesEach = "bytes_each"
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "idle", abstract: "Open connections, ask each for its health once, and read the server's memory.",
        discussion: """
            The server closes what was silent for a minute, so all have to be open within that; its --max-connections and
            --max-connections-per-address have to allow them. Some connections are opened and closed first, so that what the
            server keeps for any load is not counted.
            """)

    private static let warming = 500

    @OptionGroup var target: ServerOptions
    @Option(help: ArgumentHelp("How many.", valueName: "n"))
    var connections = 10_000
    @Option(help: ArgumentHelp("How many are opened at once.", valueName: "n"))
    var parallel = 16

    func validate() throws {
        guard (1...50_000).contains(connections) else { throw ValidationError("--connections wants 1 to 50000.") }
        guard (1...1_000).contains(parallel) else { throw ValidationError("--parallel wants 1 to 1000.") }
        guard target.serverPid != nil else { throw ValidationError("--server-pid says whose memory is read.") }
    }

    func run() async throws {
        try await reportingFailures {
            let dialer = try target.dialer()
            let server = target.serverPid ?? 0
            try Self.allowFiles(connections + 1_000)
            for connection in try await open(Self.warming, dialer) { connection.close() }
            try await Task.sleep(for: .seconds(2))
            let before = try ProcessCost.of(server).residentBytes
            let all = try await open(connections, dialer)
            let with = try ProcessCost.of(server).residentBytes
            let alive = all.count { $0.channel.isActive }
            for connection in all { connection.close() }
            guard alive == connections else {
                throw LoadFailure.unreachable(
                    server: dialer.server.text,
                    reason: "it closed \(connections - alive) of \(connections) connections; give it a larger "
                        + "--max-connections and --max-connections-per-address")
            }
            let result = Result(
                connections: connections, serverBytesBefore: before, serverBytesWith: with,
                bytesEach: (with - before) / connections)
            print(String(decoding: try ReportCoder.encode(result), as: UTF8.self))
        }
    }

    private func open(_ count: Int, _ dialer: Dialer) async throws -> [LoadConnection] {
        try await withThrowingTaskGroup(of: [LoadConnection].self) { group in
            for worker in 0..<parallel {
                let share = count / parallel + (worker < count % parallel ? 1 : 0)
                group.addTask {
                    var opened: [LoadConnection] = []
                    for _ in 0..<share {
                        do {
                            let connection = try await dialer.connect()
                            _ = try await connection.get("/healthz")
                            opened.append(connection)
                        } catch {
                            throw LoadFailure.unreachable(
                                server: dialer.server.text, reason: NetworkReason.text(error))
                        }
                    }
                    return opened
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// - Throws: `LoadFailure` where this account may not open so many.
    private static func allowFiles(_ wanted: Int) throws(LoadFailure) {
        var limit = rlimit()
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        getrlimit(kind, &limit)
        guard limit.rlim_cur < rlim_t(wanted) else { return }
        limit.rlim_cur = min(limit.rlim_max, rlim_t(wanted))
        guard setrlimit(kind, &limit) == 0, limit.rlim_cur >= rlim_t(wanted) else {
            throw .cannotRead(path: "\(wanted) connections", reason: "this account may open \(limit.rlim_max) files")
        }
    }
}
