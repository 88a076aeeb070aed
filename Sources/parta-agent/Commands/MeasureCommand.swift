internal import Agent
internal import ArgumentParser
internal import Presentation
internal import Reports

struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measure the line once against an NDT7 server; stores and sends nothing.",
        discussion: "Rates are what the receiver counted. A full test moves (down + up Mbps) x 1.25 MB.")

    @Option(help: ArgumentHelp("The NDT7 server, such as ws://127.0.0.1:9000.", valueName: "url"))
    var server: String

    @Flag(help: "Run both directions for their full ten seconds.")
    var full = false

    @OptionGroup var duration: DurationOption
    @OptionGroup var output: FormatOption

    func validate() throws {
        guard !full || duration.seconds == nil else {
            throw ValidationError("--full runs ten seconds; leave out --duration, or --full.")
        }
        guard LineSource.isServer(server) else {
            throw ValidationError("--server wants an address such as ws://HOST:PORT, not \(server).")
        }
    }

    func run() async throws {
        let progress = LineProgressPrinter()
        let source = LineSource(durationSeconds: duration.seconds)
        let test = await source.measure(server: server, progress: progress.callback)
        progress.end()
        try output.write(test, rows: [test], columns: Self.columns)
        if output.format == .table, let figures = LineSentence.figures(test) { print(figures) }
        let isFailure = test.downloadMbps == nil && test.uploadMbps == nil
        if let problem = LineSentence.problem(test) { Terminal.say("\(isFailure ? "error" : "warning"): \(problem)") }
        if isFailure {
            throw ExitCode(SystemExit.unavailable.rawValue)
        }
    }

    static let columns: [Column<LineTest>] = [
        Column("Down Mbps", key: "download_mbps") { .tenths($0.downloadMbps) },
        Column("Up Mbps", key: "upload_mbps") { .tenths($0.uploadMbps) },
        Column("Idle ms", key: "idle_latency_ms") { .milliseconds($0.idleLatencyMs) },
        Column("Loaded ms", key: "loaded_latency_ms") { .milliseconds($0.loadedLatencyMs) },
        Column("Jitter ms", key: "jitter_ms") { .milliseconds($0.jitterMs) },
        Column("Resent %", record: [("loss", { .exact($0.loss) })]) { .tenths($0.loss.map { $0 * 100 }) },
        Column("Received MB", record: [("bytes_received", { .integer($0.bytesReceived) })]) {
            .tenths(Double($0.bytesReceived) / 1e6)
        },
        Column("Sent MB", record: [("bytes_sent", { .integer($0.bytesSent) })]) { .tenths(Double($0.bytesSent) / 1e6) },
        Column("Verdict", key: "verdict") { .text($0.verdict.rawValue) },
    ]
}
