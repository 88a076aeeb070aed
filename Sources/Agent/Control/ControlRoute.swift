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
        // Read by root: the owner may not see all of what the machine is known by, and would take it for another one.
        let parts = Workplace.machine(paths)
        let owner = StateOwner(of: paths.state)
        try owner?.assume()
        defer { owner?.resume() }
        return .files(ControlDesk(core: try Workplace(paths: paths) { parts }.core), state: paths.state)
    }

    /// As `ControlDesk.answer`; root acts as whom the state belongs to.
    public func answer(
        _ request: ControlRequest, write: (Data) throws -> Void = { _ in }
    ) async throws -> ControlResult {
        switch self {
        case .daemon(let client):
            if let result = try client.ask(request, write: write) { return result }
            throw ControlFailure(
                exit: .unavailable, message: "the agent was stopped meanwhile; run the command again")
        case .files(let desk, let state):
            // What the request writes it is handed open; only the state is touched by name.
            let owner = StateOwner(of: state)
            try owner?.assume()
            defer { owner?.resume() }
            return try await desk.answer(request) { try write($0) }
        }
    }
}

extension AgentPaths {
    /// Where the running agent listens for commands.
    public var controlSocket: String {
        "\(environment["RUNTIME_DIRECTORY"].flatMap { $0.isEmpty ? nil : $0 } ?? ControlRoute.standardRuntime)/control"
    }
}
