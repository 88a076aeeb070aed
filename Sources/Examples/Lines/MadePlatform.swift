internal import Reports

/// The learning journal that a region has chosen; the hosts are made up, so that nobody is said to be slow.
struct MadePlatform: Sendable {
    var name: String
    var host: String

    private static let all = ["Kundelik", "Bilimal", "EDUS"].map { name in
        MadePlatform(name: name, host: "\(name.lowercased()).made-up.example")
    }

    /// Each region has one of them.
    static func of(region: Int) -> MadePlatform { all[region % all.count] }

    func reach(latencyMs: Double, _ draws: inout Draws) -> PlatformReach {
        let (name, connect) = (draws.real(2, 40), latencyMs * draws.real(1, 1.4))
        let fails = draws.chance(0.03)
        return PlatformReach(
            platform: self.name, host: host, nameMs: LineTestMaker.rounded(name),
            connectMs: LineTestMaker.rounded(connect),
            tlsMs: fails ? nil : LineTestMaker.rounded(connect * draws.real(1.6, 2.4)),
            firstByteMs: fails ? nil : LineTestMaker.rounded(connect * draws.real(1.2, 5)),
            problem: fails ? "tls: the connection was closed" : nil)
    }
}
