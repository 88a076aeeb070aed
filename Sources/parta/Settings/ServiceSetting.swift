internal import Aggregator
internal import Logging
internal import PostgresStore
internal import Reports
internal import Store

/// What can be set in `/etc/parta/parta.env`, which lists all of it with its default; a test holds the two equal. An option of
/// `parta serve` wins over its setting.
enum ServiceSetting: String, CaseIterable {
    case database = "PARTA_DATABASE"
    case listen = "PARTA_LISTEN"
    case ndt7Listen = "PARTA_NDT7_LISTEN"
    case tls = "PARTA_TLS"
    case tlsCertificate = "PARTA_TLS_CERTIFICATE"
    case tlsKey = "PARTA_TLS_KEY"
    case maxConnections = "PARTA_MAX_CONNECTIONS"
    case maxConnectionsPerAddress = "PARTA_MAX_CONNECTIONS_PER_ADDRESS"
    case ndt7Access = "PARTA_NDT7_ACCESS"
    case maxTests = "PARTA_MAX_TESTS"
    case lineBudget = "PARTA_LINE_BUDGET"
    case agentBudget = "PARTA_AGENT_BUDGET"
    case maxBodies = "PARTA_MAX_BODIES"
    case envelopeDays = "PARTA_ENVELOPE_DAYS"
    case pages = "PARTA_PAGES"
    case tileServer = "PARTA_TILE_SERVER"
    case equipmentNorm = "PARTA_EQUIPMENT_NORM"
    case upstream = "PARTA_UPSTREAM"
    case upstreamPin = "PARTA_UPSTREAM_PIN"
    case upstreamToken = "PARTA_UPSTREAM_TOKEN"
    case upstreamEvery = "PARTA_UPSTREAM_EVERY"
    case logLevel = "PARTA_LOG_LEVEL"

    static let connections = 1...100_000
    static let tests = 1...1_000
    /// In MB a month.
    static let budget = 0...10_000_000
    /// In MB a day.
    static let agentBudgets = 1...1_000_000
    /// Pages for whoever has a token, for everybody as far as that harms nobody, or none.
    static let pageModes = ["on", "public", "off"]
    /// In MB: one delivery, by one address, must always find room.
    static let bodies = 16...1_000_000
    /// A week at least: an operator who looks into what a school says needs what its computers sent. A year at most, by which
    /// PostgreSQL has some sixty weeks to look into.
    static let keepingDays = 7...400

    /// What holds on an installed machine where nothing is set; empty where that is no value of its own. Where there is no
    /// `/etc/parta/parta.env`, both listeners stay on loopback (`ServeSettings`).
    var standard: String {
        switch self {
        case .database: DatabaseOptions.standard
        case .listen: "[::]:8443"
        case .ndt7Listen: "[::]:8444"
        case .tls: TLSMode.auto.rawValue
        case .tlsCertificate, .tlsKey, .maxConnectionsPerAddress, .ndt7Access, .tileServer, .equipmentNorm, .upstream,
            .upstreamPin, .upstreamToken:
            ""
        case .pages: "on"
        case .maxConnections: "4096"
        case .maxTests: "4"
        case .lineBudget: "5000"
        case .agentBudget, .maxBodies: "64"
        case .envelopeDays: "\(Forgetting.defaultEnvelopeDays)"
        case .upstreamEvery: "\(ForwardingService.standardSeconds)"
        case .logLevel: Logger.Level.info.rawValue
        }
    }

    /// What it may be, in words; goes on after "wants".
    var wants: String {
        switch self {
        case .database: "sqlite:PATH or postgresql://HOST/NAME"
        case .listen, .ndt7Listen: "HOST:PORT, such as [::]:8443 or 127.0.0.1:8080"
        case .tls: Self.words(TLSMode.allCases.map(\.rawValue))
        case .tlsCertificate, .tlsKey: "the absolute path of a PEM file, each of the two with the other"
        case .maxConnections, .maxConnectionsPerAddress: Self.words(Self.connections)
        case .ndt7Access: Self.words(LineTestAccess.allCases.map(\.rawValue))
        case .maxTests: Self.words(Self.tests)
        case .lineBudget: Self.words(Self.budget)
        case .agentBudget: Self.words(Self.agentBudgets)
        case .maxBodies: Self.words(Self.bodies)
        case .envelopeDays: Self.words(Self.keepingDays)
        case .pages: Self.words(Self.pageModes)
        case .tileServer: "an https address with {z}, {x} and {y}"
        case .equipmentNorm: "the absolute path of a norm file"
        case .upstream: "the https address of a hub, such as https://hub.example:8443"
        case .upstreamPin: "what `parta region show` says at the hub: sha256/ and 43 characters"
        case .upstreamToken: "the absolute path of a file with the token"
        case .upstreamEvery: Self.words(UpstreamOptions.intervals)
        case .logLevel: Self.words(Logger.Level.allCases.map(\.rawValue))
        }
    }

    func accepts(_ text: String) -> Bool {
        switch self {
        case .database: (text.hasPrefix("sqlite:") && text != "sqlite:") || PostgresStore.isAddress(text)
        case .listen, .ndt7Listen: (try? ListenAddress(text)) != nil
        case .tls: TLSMode(rawValue: text) != nil
        case .tlsCertificate, .tlsKey: text.hasPrefix("/")
        case .maxConnections, .maxConnectionsPerAddress: Int(text).map(Self.connections.contains) == true
        case .ndt7Access: LineTestAccess(rawValue: text) != nil
        case .maxTests: Int(text).map(Self.tests.contains) == true
        case .lineBudget: Int(text).map(Self.budget.contains) == true
        case .agentBudget: Int(text).map(Self.agentBudgets.contains) == true
        case .maxBodies: Int(text).map(Self.bodies.contains) == true
        case .envelopeDays: Int(text).map(Self.keepingDays.contains) == true
        case .pages: Self.pageModes.contains(text)
        case .tileServer: PagesConfiguration.TileServer(text) != nil
        case .equipmentNorm, .upstreamToken: text.hasPrefix("/")
        case .upstream: (try? ReadingServer(text)) != nil
        case .upstreamPin: ServerPin(text) != nil
        case .upstreamEvery: Int(text).map(UpstreamOptions.intervals.contains) == true
        case .logLevel: Logger.Level(rawValue: text) != nil
        }
    }

    private static func words(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound) to \(range.upperBound)" }

    private static func words(_ values: [String]) -> String {
        values.dropLast().joined(separator: ", ") + " or " + (values.last ?? "")
    }
}
