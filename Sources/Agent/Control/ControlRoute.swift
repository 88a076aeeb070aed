public import FoundationEssentials
internal import Glibc
internal import Presentation
internal import Reports

/// The way to an agent's state: the running agent where there is one, else its files, held alone.
public enum ControlRoute: Sendable {
    case daemon(ControlClient)
    case files(ControlDesk, state: String)

    /// Where the installed service's runtime directory is.
    public static let standardRuntime = "/run/parta-agent"

    /// - Throws: `StateFailure` where another process holds the state and is no agent that can be asked.
    public static func find(_ paths: AgentPaths) throws -> ControlRoute {
        if try StateDirectory.holder(of: paths.state) != nil {
            let client = ControlClient(path: paths.controlSocket)
            // Another agent than this state's, at the standard place, would answer for itself.
            if let status = try client.ask(ControlRequest(.status)), let agent = status.agent,
                try StateDirectory.signingKey(in: paths.state)?.publicKey.agentID == agent
            {
                return .daemon(client)
            }
        }
        return .files(ControlDesk(core: try Workplace(paths: paths).core), state: paths.state)
    }

    /// As `ControlDesk.answer`; afterwards files belong to whom they belonged.
    public func answer(
        _ request: ControlRequest, write: (Data) throws -> Void = { _ in }
    ) async throws -> ControlResult {
        switch self {
        case .daemon(let client):
            if let result = try client.ask(request, write: write) { return result }
            throw ControlFailure(
                exit: .unavailable, message: "the agent was stopped meanwhile; run the command again")
        case .files(let desk, let state):
            defer { Self.giveBack(state) }
            return try await desk.answer(request) { try write($0) }
        }
    }

    /// What root has made in the directory of another user belongs to that user. Best effort: the service mends the rest
    /// at its start.
    private static func giveBack(_ state: String) {
        var directory = stat()
        guard geteuid() == 0, stat(state, &directory) == 0, directory.st_uid != 0 else { return }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: state)) ?? [] {
            let path = "\(state)/\(name)"
            var file = stat()
            // One name only: a second one may be somebody else's file.
            guard lstat(path, &file) == 0, file.st_uid == 0, file.st_mode & S_IFMT == S_IFREG, file.st_nlink == 1
            else { continue }
            _ = lchown(path, directory.st_uid, directory.st_gid)
        }
    }
}

extension AgentPaths {
    /// Where the running agent listens for commands.
    public var controlSocket: String {
        "\(environment["RUNTIME_DIRECTORY"].flatMap { $0.isEmpty ? nil : $0 } ?? ControlRoute.standardRuntime)/control"
    }
}
