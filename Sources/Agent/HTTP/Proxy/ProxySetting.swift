/// Through which proxy the aggregator is reached: `PARTA_PROXY`, else `https_proxy`, and who is spared by `no_proxy`.
///
/// Line tests never take it: they would measure the proxy.
public struct ProxySetting: Sendable, Equatable {
    private enum Choice: Equatable {
        case direct
        case through(Proxy)
        /// What was written cannot be read: said at every attempt, because going round a proxy may be forbidden.
        case unreadable(variable: String)
    }

    private let choice: Choice
    private let spared: [String]
    /// The variable that says it, nil where none does.
    let variable: String?

    /// Nobody in between.
    public static let direct = ProxySetting(environment: [:])

    /// - Parameter environment: `PARTA_PROXY` wins, and there `direct` is none; then `https_proxy` and `HTTPS_PROXY`.
    public init(environment: [String: String]) {
        func value(_ name: String) -> String? {
            environment[name].map { $0.filter { !$0.isWhitespace } }.flatMap { $0.isEmpty ? nil : $0 }
        }
        let list = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
        variable = ["PARTA_PROXY", "https_proxy", "HTTPS_PROXY"].first { value($0) != nil }
        // Whoever sets the agent's own proxy means it, whatever the system spares.
        spared =
            variable == "PARTA_PROXY"
            ? [] : list.split { $0 == "," || $0.isWhitespace }.map { String($0).lowercased() }
        guard let variable, let text = value(variable), text != "direct" else {
            choice = .direct
            return
        }
        choice = Proxy(text).map { .through($0) } ?? .unreadable(variable: variable)
    }

    /// Whether somebody set what cannot be read.
    var isUnreadable: Bool {
        if case .unreadable = choice { true } else { false }
    }

    /// The proxy on the way to a server, nil for none; this computer itself needs none.
    /// - Throws: `ConnectionFailure` of code `proxy` where the setting cannot be read.
    func proxy(for server: ServerAddress) throws -> Proxy? {
        guard server.isSecure, !isSpared(server) else { return nil }
        switch choice {
        case .direct: return nil
        case .through(let proxy): return proxy
        case .unreadable(let variable):
            // Its text may hold a password.
            throw ConnectionFailure(
                code: .proxy, server: server.text,
                reason: "is to be reached through a proxy that cannot be read: "
                    + "\(variable) is not http://HOST:PORT")
        }
    }

    private func isSpared(_ server: ServerAddress) -> Bool {
        let host = server.host.lowercased()
        if host == "localhost" || host == "::1"
            || host.hasPrefix("127.") && host.allSatisfy({ $0.isNumber || $0 == "." })
        {
            return true
        }
        return spared.contains { entry in
            let name = entry.hasSuffix(":\(server.port)") ? entry.dropLast("\(server.port)".count + 1) : entry[...]
            let suffix = name.hasPrefix(".") ? String(name.dropFirst()) : String(name)
            return name == "*" || host == suffix || host.hasSuffix(".\(suffix)")
        }
    }
}
