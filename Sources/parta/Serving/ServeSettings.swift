internal import Aggregator
internal import Glibc
internal import Presentation
internal import Store

/// What the command line of `parta serve` said; nil where it said nothing.
struct ServeOptions {
    var listen: String?
    var ndt7Listen: String?
    var tls: TLSMode?
    var files: CertificateFiles?
    var maxTests: Int?
    var access: LineTestAccess?
    var lineBudget: Int?
    var maxConnections: Int?
    var maxConnectionsPerAddress: Int?
    var agentBudget: Int?
    var maxBodies: Int?
    var envelopeDays: Int?
}

/// What `parta serve` goes by: its options, else the service's settings, else the defaults.
struct ServeSettings {
    var listen: ListenAddress
    var ndt7Listen: ListenAddress
    var tls: TLSMode
    var files: CertificateFiles?
    var maxTests: Int
    /// Nil where nobody said it: open on loopback, else enrolled.
    var access: LineTestAccess?
    /// In MB a month; 0 for no limit.
    var lineBudget: Int
    var maxConnections: Int
    var maxConnectionsPerAddress: Int?
    /// In MB a day.
    var agentBudget: Int
    /// In MB.
    var maxBodies: Int
    var envelopeDays: Int
}

extension ServeSettings {
    /// On a machine without `/etc/parta/parta.env`, such as a developer's: nobody else can reach it.
    static let unconfigured: [ServiceSetting: String] = [.listen: "127.0.0.1:8080", .ndt7Listen: "127.0.0.1:8081"]

    /// - Throws: `AggregatorFailure.badAddress` for an option that is no address.
    init(_ options: ServeOptions, _ settings: ServiceSettings, hasIPv6: Bool = Self.hasIPv6) throws {
        func text(_ option: String?, _ setting: ServiceSetting) -> String {
            let standard = settings.isInstalled ? nil : Self.unconfigured[setting]
            return option ?? settings.usable(setting) ?? standard ?? setting.standard
        }
        func number(_ option: Int?, _ setting: ServiceSetting) -> Int? {
            option ?? settings.usable(setting).flatMap { Int($0) } ?? Int(setting.standard)
        }
        func address(_ option: String?, _ setting: ServiceSetting) throws -> ListenAddress {
            var address = try ListenAddress(text(option, setting))
            // Everywhere, on a machine whose kernel has no IPv6.
            if address.host == "::", !hasIPv6 { address.host = "0.0.0.0" }
            return address
        }
        listen = try address(options.listen, .listen)
        ndt7Listen = try address(options.ndt7Listen, .ndt7Listen)
        tls = options.tls ?? settings.usable(.tls).flatMap { TLSMode(rawValue: $0) } ?? .auto
        files = options.files
        if files == nil, let certificate = settings.usable(.tlsCertificate), let key = settings.usable(.tlsKey) {
            files = CertificateFiles(certificate: certificate, key: key)
        }
        maxTests = number(options.maxTests, .maxTests) ?? 1
        access = options.access ?? settings.usable(.ndt7Access).flatMap { LineTestAccess(rawValue: $0) }
        lineBudget = number(options.lineBudget, .lineBudget) ?? 0
        maxConnections = number(options.maxConnections, .maxConnections) ?? 1
        maxConnectionsPerAddress = number(options.maxConnectionsPerAddress, .maxConnectionsPerAddress)
        agentBudget = number(options.agentBudget, .agentBudget) ?? 1
        maxBodies = number(options.maxBodies, .maxBodies) ?? 16
        envelopeDays = number(options.envelopeDays, .envelopeDays) ?? Forgetting.defaultEnvelopeDays
    }

    /// Nil for no limit.
    var monthlyBytes: Int? { lineBudget == 0 ? nil : lineBudget * 1_000_000 }

    /// Whether the kernel knows IPv6 at all (`ipv6.disable=1` takes it away).
    static var hasIPv6: Bool {
        let descriptor = socket(AF_INET6, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }

    /// The limits, and a word where the system lets this account open fewer files than they need.
    func connectionLimits() -> ConnectionLimits {
        // Line tests bring connections of their own, and theirs are limited by the listener.
        let needed = maxConnections + 1_000 + OpenFiles.reserve
        let available = OpenFiles.raiseLimit(to: needed)
        var maximum = maxConnections
        if available < needed {
            maximum = max(1, min(maxConnections, available - OpenFiles.reserve))
            Terminal.say(
                "warning: this account may open \(available) files, \(needed) are wanted: at most \(maximum) connections; "
                    + "raise LimitNOFILE= in the unit, or ulimit -n")
        }
        return ConnectionLimits(
            maximumConnections: maximum,
            maximumPerAddress: min(maximum, maxConnectionsPerAddress ?? max(1, maxConnections / 4)))
    }
}
