internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import SQLiteStore
internal import Store

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look whether the region is well, and say what to do where it is not.",
        discussion: """
            Looks at every page of the database, which takes a while where it is large, and changes nothing but what `parta serve`
            would. Exit codes: 0 nothing failed, 65 something in the database or on this computer did, 69 only the server.
            """)

    @OptionGroup var database: DatabaseOptions
    @Option(
        help: ArgumentHelp(
            "Where the server should answer: https://HOST:PORT or http://HOST:PORT (default: where the settings of "
                + "`parta serve` say).",
            valueName: "url"))
    var url: String?
    @Option(help: "How to write the answer: table, json or csv.")
    var format: OutputFormat = .table

    func validate() throws {
        guard url.map({ Self.parts(of: $0) != nil }) ?? true else {
            throw ValidationError("--url wants http://HOST:PORT or https://HOST:PORT, not \"\(url ?? "")\".")
        }
    }

    func run() async throws {
        try await reportingFailures {
            let lines = try await examine(now: Date())
            switch format {
            case .json: print(String(decoding: try ReportCoder.encode(lines, pretty: true), as: UTF8.self))
            case .csv: print(CSVText.render(lines, columns: DoctorLine.columns), terminator: "")
            case .table:
                print(
                    TextTable.render(lines, columns: DoctorLine.columns, width: Terminal.width), terminator: "")
            }
            let exit = DoctorLine.exit(for: lines)
            guard exit == .ok else { throw ExitCode(exit.rawValue) }
        }
    }

    private func examine(now: Date) async throws -> [DoctorLine] {
        let settings = try ServiceSettings()
        let server = ServerProcess(id: try database.isOnServer ? nil : SQLiteStore.process(using: database.path))
        let store: any Store
        let health: StoreHealth
        let region: RegionIdentity
        do {
            store = try database.openExisting()
            health = try await store.health()
            region = try await RegionIdentity.load(from: store)
        } catch let failure as StoreFailure {
            return [.fail("database", "cannot be used", failure.description)]
        } catch let failure as AggregatorFailure {
            return [.fail("keys", "not all there", failure.description)]
        }
        let trust = try await region.trust(in: store, now: now)
        let address = url ?? Self.standardURL(of: settings)
        let answer = await Self.answer(at: address)
        let agents = try await store.agents(Query(asOf: now), scope: .everything)
        let isGiven = trust.isGiven
        return [
            DoctorChecks.database(health), DoctorChecks.disk(health), DoctorChecks.keys(region, trust),
            DoctorChecks.certificate(ends: answer?.notAfter ?? trust.certificateEnds, isGiven: isGiven, now: now),
            DoctorChecks.listener(answer, at: address, isAsked: url != nil, pins: trust.newest.pins),
            DoctorChecks.connections(open: server.openFiles, limit: server.fileLimit),
            DoctorChecks.clock(now: now, built: Self.built, newestReport: health.newestReport),
            DoctorChecks.backup(
                try await store.lastBackup(), hasKey: try await store.backupKey() != nil, now: now),
        ] + DoctorChecks.agents(agents, now: now) + [
            DoctorChecks.bundles(health), DoctorChecks.file(settings),
            DoctorChecks.settings(version: try await store.settingsVersion()),
        ]
    }

    /// Where a server that goes by these settings answers on this machine.
    static func standardURL(of settings: ServiceSettings) -> String {
        guard let serve = try? ServeSettings(ServeOptions(), settings) else { return "http://127.0.0.1:8080" }
        let isSecure = (try? serve.tls.isOn(for: serve.listen)) ?? true
        let host = ["::", "0.0.0.0"].contains(serve.listen.host) ? "127.0.0.1" : serve.listen.host
        return "\(isSecure ? "https" : "http")://\(ListenAddress(host: host, port: serve.listen.port))"
    }

    private static func answer(at url: String) async -> HealthProbe.Answer? {
        guard let (host, port, isSecure) = parts(of: url) else { return nil }
        return try? await HealthProbe.ask(host: host, port: port, withTLS: isSecure)
    }

    private static func parts(of url: String) -> (host: String, port: Int, isSecure: Bool)? {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            parts.scheme == "https" || parts.scheme == "http", parts.path.isEmpty || parts.path == "/"
        else { return nil }
        let isSecure = parts.scheme == "https"
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        return (bare, parts.port ?? (isSecure ? 443 : 80), isSecure)
    }

    /// As the package left its file.
    private static var built: Date? {
        // Of the program itself: the link is as old as this process.
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let file = target.flatMap { try? FileManager.default.attributesOfItem(atPath: $0) }
        return file?[.modificationDate] as? Date
    }
}
