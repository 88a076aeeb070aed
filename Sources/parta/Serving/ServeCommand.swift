internal import Aggregator
internal import ArgumentParser
internal import Logging
internal import NDT7
internal import Presentation
internal import Reports
internal import ServiceLifecycle
internal import ServiceManager
internal import Store
internal import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Take reports in and offer line tests, until stopped.",
        discussion: """
            Listens on this machine only until TLS arrives; both listeners say on standard error where they are. Stop it with
            SIGTERM or Ctrl-C: what was acknowledged is on the disk.
            """)

    @OptionGroup var database: DatabaseOptions

    @Option(help: ArgumentHelp("Where to take reports in; port 0 lets the system choose.", valueName: "host:port"))
    var listen = "127.0.0.1:8080"

    @Option(help: ArgumentHelp("Where to offer line tests; port 0 lets the system choose.", valueName: "host:port"))
    var ndt7Listen = "127.0.0.1:8081"

    @Option(help: ArgumentHelp("How many line tests may run at once.", valueName: "n"))
    var maxTests = 4

    func validate() throws {
        guard (1...1_000).contains(maxTests) else {
            throw ValidationError("--max-tests wants 1 to 1000, not \(maxTests).")
        }
    }

    func run() async throws {
        try await reportingFailures {
            let logger = Logger(label: "parta", factory: { _ in JournalLog.standard() })
            let listen = try ListenAddress(self.listen)
            let ndt7Listen = try ListenAddress(self.ndt7Listen)
            try listen.requireSafe(withTLS: false)
            try ndt7Listen.requireSafe(withTLS: false)
            let store = try database.openOrCreate()
            let region = try await RegionIdentity.load(from: store)
            let lineTests = LineTestService(listen: ndt7Listen, maximumTests: maxTests, logger: logger)
            let port = try await lineTests.start()
            let ndt7Host = ndt7Listen.host
            let reports = try AggregatorApplication.build(
                store: store, region: region, configuration: AggregatorConfiguration(listen: listen), logger: logger,
                lineTestServer: { host in "ws://" + LineTestAddress.text(host: host, fallback: ndt7Host, port: port) },
                onRunning: { address in
                    logger.notice(
                        "reports at http://\(address), line tests at ws://\(ListenAddress(host: ndt7Host, port: port))")
                    ServiceNotification.ready.send()
                })
            let group = ServiceGroup(
                configuration: .init(
                    services: [lineTests, reports, WatchdogService()],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            try await group.run()
        }
    }
}
