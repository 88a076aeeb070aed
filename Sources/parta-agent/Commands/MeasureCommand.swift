internal import Agent
internal import ArgumentParser
internal import LineTesting
internal import Presentation
internal import Reports

struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measure the line once against an NDT7 server; stores and sends nothing.",
        discussion: """
            Rates are what the receiver counted. Each direction ends as soon as its rate is sure, after ten seconds at most;
            a full test moves (down + up Mbps) x 1.25 MB.
            """)

    @Option(help: ArgumentHelp("The NDT7 server, such as ws://127.0.0.1:9000.", valueName: "url"))
    var server: String

    @Flag(help: "Run both directions for their full ten seconds.")
    var full = false

    @Option(help: ArgumentHelp("Opens a server that tests only for those it knows.", valueName: "token"))
    var token: String?

    @Option(help: ArgumentHelp("Also try the learning platforms that this file lists.", valueName: "file"))
    var platforms: String?

    @Option(
        help: ArgumentHelp(
            "A page that answers 204, such as http://HOST/generate_204: shows whether a log-in page stands in between.",
            valueName: "url"))
    var portalCheck: String?

    @OptionGroup var duration: DurationOption
    @OptionGroup var norm: NormOption
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard !full || duration.seconds == nil else {
            throw ValidationError("--full runs ten seconds; leave out --duration, or --full.")
        }
        guard LineSource.isServer(server) else {
            throw ValidationError("--server wants an address such as ws://HOST:PORT, not \(server).")
        }
        if let token, !(1...1_000).contains(token.utf8.count) {
            throw ValidationError("--token wants 1 to 1000 bytes, as the server's keeper gave them.")
        }
        if let portalCheck, PortalProbe.Page(url: portalCheck) == nil {
            throw ValidationError("--portal-check wants a plain http://HOST/PATH, not \(portalCheck).")
        }
    }

    func run() async throws {
        if LineSource.crossesUnprotected(server) {
            Terminal.say(
                "warning: \(DisplayText.harmless(server)) is plain ws: whoever stands between can change the result")
        }
        let sights = LineSource.Sights(
            platforms: try listedPlatforms(), portalPage: portalCheck.flatMap { PortalProbe.Page(url: $0) })
        let progress = LineProgressPrinter(limitSeconds: duration.seconds)
        // Who names a duration wants all of it.
        let source = LineSource(
            durationSeconds: duration.seconds, effort: full || duration.seconds != nil ? .full : .early,
            pins: LineSource.pins(toward: server, in: AgentPaths().state))
        let way = await source.way(to: server, sights)
        let test = await source.measure(server: server, accessToken: token, along: way, progress: progress.callback)
        progress.end()
        switch output.format {
        case .table:
            let screen = LineScreen(test: test, norm: norm.norm, pupils: norm.pupils, hasRouter: way.hasRouter)
            print(screen.text, terminator: "")
        case .json, .csv: try output.write(test, rows: [test], columns: Self.columns)
        }
        let isFailure = test.downloadMbps == nil && test.uploadMbps == nil
        if let problem = LineSentence.problem(test) { Terminal.say("\(isFailure ? "error" : "warning"): \(problem)") }
        if isFailure {
            throw ExitCode(SystemExit.unavailable.rawValue)
        }
    }

    private func listedPlatforms() throws -> [PlatformList.Platform] {
        guard let platforms else { return [] }
        let listed = try LineSource.platforms(inFile: platforms) {
            Terminal.say("warning: \(DisplayText.harmless($0))")
        }
        guard let listed else {
            throw ValidationError("--platforms wants a file that is there, not \(DisplayText.harmless(platforms)).")
        }
        return listed
    }

    /// What CSV says.
    static let columns: [Column<LineTest>] = [
        Column("Down Mbps", key: "download_mbps") { .tenths($0.downloadMbps) },
        Column("Up Mbps", key: "upload_mbps") { .tenths($0.uploadMbps) },
        Column("Idle ms", key: "idle_latency_ms") { .milliseconds($0.idleLatencyMs) },
        Column("Loaded ms", key: "loaded_latency_ms") { .milliseconds($0.loadedLatencyMs) },
        Column("Jitter ms", key: "jitter_ms") { .milliseconds($0.jitterMs) },
        Column("Resent", key: "loss") { .exact($0.loss) },
        Column("Received", key: "bytes_received") { .integer($0.bytesReceived) },
        Column("Sent", key: "bytes_sent") { .integer($0.bytesSent) },
        Column("Early", key: "stopped_early") { .flag($0.stoppedEarly) },
        Column("Verdict", key: "verdict") { .text($0.verdict.rawValue) },
        Column("Method", key: "method") { .text($0.method) },
        Column("Server", key: "server") { .text($0.server) },
    ]
}
