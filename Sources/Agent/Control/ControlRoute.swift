public import FoundationEssentials
internal import Glibc
internal import Presentation
internal import Reports

/// The way to an agent's state: the running agent where there is one, else its files, held alone.
public enum ControlRoute: Sendable {
    case daemon(ControlClient)
    /// - Parameter owner: as whom root acts.
    case files(ControlDesk, owner: StateOwner?)

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
        let owner = try StateOwner(of: paths.state)
        return .files(ControlDesk(core: try Workplace(paths: paths, owner: owner).core), owner: owner)
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
        case .files(let desk, let owner):
            // What the request writes it is handed open; only the state is touched by name.
            try owner?.assume()
            defer { owner?.resume() }
            do {
                return try await desk.answer(request) { try write($0) }
            } catch {
                throw owner?.plain(error) ?? error
            }
        }
    }
}

extension AgentPaths {
    /// Where the running agent listens for commands.
    public var controlSocket: String {
        "\(environment["RUNTIME_DIRECTORY"].flatMap { $0.isEmpty ? nil : $0 } ?? ControlRoute.standardRuntime)/control"
    }
}
