internal import FoundationEssentials
internal import Reports

/// The program, its settings and the service around it.
struct ProgramFacts: Sendable {
    var version = Version.text
    var usesDispatch = false
    /// The environment file, where it is there and may not be read.
    var hiddenEnvironment: String?
    var settingsVersion: Int?
    var settingsAgeSeconds: Double?
    /// What is wrong with the computer's settings and the region's, a sentence each.
    var complaints: [String] = []

    var findings: [Finding] {
        var found: [Finding] = []
        if usesDispatch {
            found.append(.found(.executorDispatch, "PARTA_EXECUTOR=dispatch: an idle agent wakes up every second"))
        }
        if let hiddenEnvironment {
            found.append(.found(.environmentUnreadable, "\(hiddenEnvironment) may not be read by this user"))
        }
        found += complaints.map { .found(.settingUnusable, $0) }
        guard found.isEmpty else { return found }
        let settings =
            settingsVersion.map { version in
                "region's settings \(version)" + (settingsAgeSeconds.map { ", \(Words.age($0)) old" } ?? "")
            } ?? "no settings of the region"
        return [.ok(.program, "parta-agent \(version), quiet executor, \(settings)")]
    }
}

/// The service, as the lock, its socket and systemd tell of it.
struct ServiceFacts: Sendable {
    /// Who holds the state's lock; 0 where it does not say, nil where nobody does.
    var holder: Int32?
    var runningSeconds: Double?
    /// Whether it answers at its control socket; nil where it was not asked.
    var answers: Bool?
    /// How often systemd started it again by itself; nil where systemd does not say.
    var restarts: Int?
    /// Nil where this user may not look.
    var isStateReadable = true

    /// This often is no accident any more.
    static let manyRestarts = 5

    var findings: [Finding] {
        guard isStateReadable else { return [.skipped(.service, "only root sees whether it runs")] }
        var found: [Finding] = []
        if let restarts, restarts >= Self.manyRestarts {
            found.append(.found(.serviceRestarts, "systemd has started it again \(restarts) times"))
        }
        guard let holder else {
            return found + [.found(.notRunning, "no agent holds the state directory")]
        }
        let process = holder > 0 ? "process \(holder)" : "a process"
        if answers == false {
            found.append(.found(.controlSilent, "\(process) holds the state and does not answer at its socket"))
        }
        guard found.isEmpty else { return found }
        let since = runningSeconds.map { ", running for \(Words.age($0))" } ?? ""
        return [.ok(.service, process + since + (restarts.map { ", \($0) restarts" } ?? ""))]
    }
}
