internal import ArgumentParser
internal import FoundationEssentials
internal import Presentation
internal import Reports

/// `parta-load run`: plays one mode and prints what became of it.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Let agents report, as fast as the server accepts, and count.")

    @OptionGroup var target: ServerOptions

    @Option(
        help: ArgumentHelp(
            "The agents and how far their streams are; brought up to date at the end.", valueName: "file"))
    var agents: String
    @Option(help: "What they live through: first-day, delta, boot-storm, steady-day, offline-return or pc-day.")
    var mode: LoadMode = .delta
    @Option(help: ArgumentHelp("Reports in one POST.", valueName: "n"))
    var envelopes = 1
    @Option(help: "How long connections live: kept, fresh (one a POST) or agent (one for each agent's turn).")
    var connections: LoadConnections = .kept
    @Option(help: ArgumentHelp("How many agents speak at once.", valueName: "n"))
    var parallel = 16
    @Option(help: ArgumentHelp("Only the first so many agents of the file.", valueName: "n"))
    var only: Int?
    @Option(help: ArgumentHelp("For offline-return: how many days they were away.", valueName: "n"))
    var days = 30
    @Option(help: ArgumentHelp("Stop after so many seconds.", valueName: "s"))
    var seconds = 600.0
    @Option(help: ArgumentHelp("Stop after so many reports.", valueName: "n"))
    var count = 1_000_000
    @Option(help: ArgumentHelp("Write what was acknowledged: agent, stream, number, digest.", valueName: "file"))
    var acknowledged: String?
    @Flag(help: "Print JSON in place of a table.")
    var json = false

    func validate() throws {
        guard (1...500).contains(envelopes) else {
            throw ValidationError("--envelopes wants 1 to 500, not \(envelopes).")
        }
        guard (1...4_096).contains(parallel) else {
            throw ValidationError("--parallel wants 1 to 4096, not \(parallel).")
        }
        guard (1...365).contains(days) else { throw ValidationError("--days wants 1 to 365, not \(days).") }
        guard seconds > 0, seconds <= 86_400 else {
            throw ValidationError("--seconds wants up to 86400, not \(seconds).")
        }
        guard (1...100_000_000).contains(count) else { throw ValidationError("--count wants 1 to 100000000.") }
    }

    func run() async throws {
        try await reportingFailures {
            let dialer = try target.dialer()
            let roster = try Roster(path: agents)
            let plan = LoadPlan(
                mode: mode, agents: min(only ?? roster.agents.count, roster.agents.count), envelopes: envelopes,
                days: days,
                now: Date())
            let runner = LoadRunner(
                plan, roster: roster, dialer: dialer, connections: connections,
                limits: LoadRunner.Limits(parallel: parallel, seconds: seconds, count: count),
                keepsAcknowledged: acknowledged != nil)
            let before = try cost()
            let started = ContinuousClock.now
            try await runner.run()
            let taken = (ContinuousClock.now - started) / .seconds(1)
            let result = try result(of: runner.tally.counts, plan, dialer, since: before, seconds: taken)
            // A run that was broken off keeps its numbers too: no agent may use one twice.
            try roster.write(to: agents)
            if let acknowledged {
                try TextFile.write(runner.tally.acknowledgedLines.map { $0 + "\n" }.joined(), to: acknowledged)
            }
            print(json ? String(decoding: try ReportCoder.encode(result), as: UTF8.self) : result.table)
            if result.accepted == 0 {
                let reason = result.failed.max { $0.value < $1.value }?.key ?? "nothing was accepted"
                throw LoadFailure.unreachable(server: dialer.server.text, reason: reason)
            }
        }
    }

    private struct Costs {
        var own: ProcessCost
        var server: ProcessCost?
    }

    private func cost() throws -> Costs {
        Costs(own: try .ofThisProcess(), server: try target.serverPid.map { try .of($0) })
    }

    private func result(
        of counts: LoadTally.Counts, _ plan: LoadPlan, _ dialer: Dialer, since before: Costs, seconds: Double
    ) throws -> LoadResult {
        let own = try ProcessCost.ofThisProcess()
        // The server may have been killed: then its figures are not known, and the others are.
        let server = target.serverPid.flatMap { try? ProcessCost.of($0) }
        let latencies = counts.latencies.sorted()
        return LoadResult(
            mode: mode.rawValue, connections: connections.rawValue, envelopesPerPost: envelopes, agents: plan.agents,
            parallel: parallel, seconds: seconds, sent: counts.sent, accepted: counts.accepted, lost: counts.lost,
            refused: counts.refused, putOff: counts.putOff, failed: counts.failed, posts: counts.posts,
            connectionsOpened: counts.connections, p50Ms: LoadResult.percentile(0.5, of: latencies),
            p99Ms: LoadResult.percentile(0.99, of: latencies), slowestMs: latencies.last.map { Double($0) },
            httpBytes: dialer.http.sent + dialer.http.received, tlsBytes: dialer.wire.sent + dialer.wire.received,
            ownProcessorSeconds: own.processorSeconds - before.own.processorSeconds,
            serverProcessorSeconds: server.flatMap { now in
                before.server.map { now.processorSeconds - $0.processorSeconds }
            },
            serverPeakBytes: server?.peakBytes)
    }
}
