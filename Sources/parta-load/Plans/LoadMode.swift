internal import ArgumentParser

/// What the agents live through.
enum LoadMode: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// Each agent's first report, with its scan; several agents' in one POST.
    case firstDay = "first-day"
    /// Reports of days on which nothing happens, some hours of one agent in a POST, round after round.
    case delta
    /// All computers start within ten minutes of the morning, in the order in which they would.
    case bootStorm = "boot-storm"
    /// Eight hours: each agent reports once an hour, every tenth with the result of a line test.
    case steadyDay = "steady-day"
    /// Everybody comes back after days without the Internet, each with an envelope a day.
    case offlineReturn = "offline-return"
    /// What one computer sends in a day: a report, the result of a line test, a sign of life.
    case pcDay = "pc-day"
}

/// How long connections live.
enum LoadConnections: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// As many as run at once, each for whoever's turn it is.
    case kept
    /// One for each POST.
    case fresh
    /// One for each agent's turn, however many POSTs that is.
    case agent
}
