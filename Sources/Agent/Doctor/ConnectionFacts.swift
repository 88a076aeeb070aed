internal import FoundationEssentials
internal import Reports

/// The way to the aggregator, from its name to what it answers.
struct ConnectionFacts: Sendable {
    struct Lookup: Sendable {
        var host: String
        /// How many addresses; 0 where `failure` says why.
        var addresses: Int
        var seconds: Double
        var failure: String?
        /// Whether the host is an address already.
        var isNumeric = false
    }

    struct Answer: Sendable {
        /// Of `GET /healthz`.
        var status: Int
        /// Whether `GET /v1/region` showed our region's key; nil where it answered with something else.
        var isOurs: Bool?
        var seconds: Double
        /// The server's clock less this computer's, in seconds.
        var ahead: Double?
    }

    /// Nil where none is known: before enrolment, and where no network is.
    var server: ServerAddress?
    /// Why there is no server to look for.
    var reason = "no server is known before enrolment"
    /// Where what is said of the proxy stands, such as `PARTA_PROXY`; nil where nothing is said.
    var proxySource: String?
    /// Without name and password; nil where none is on the way.
    var proxy: String?
    var proxyFailure: String?
    var lookup: Lookup?
    /// Of the request, or of the way to it.
    var failure: ConnectionFailure?
    var answer: Answer?
    /// The region's statement on its servers, 0 for none.
    var statement = 0
    var pins: [ServerPin] = []
    /// The key the server showed, where it counts.
    var pin: ServerPin?
    var notes: [String] = []

    static let slowLookupSeconds = 2.0

    var findings: [Finding] {
        guard server != nil else {
            return [Check.dns, .proxy, .tls, .aggregator].map { .skipped($0, reason) }
        }
        return [dns] + [throughProxy] + tls + [aggregator]
    }

    private var dns: Finding {
        guard let lookup else { return .skipped(.dns, "the proxy's setting cannot be read") }
        if let failure = lookup.failure { return .found(.nameUnknown, "\(lookup.host) \(failure)") }
        if lookup.isNumeric { return .ok(.dns, "\(lookup.host) needs no name") }
        let seconds = "in \(Int(lookup.seconds * 1_000)) ms"
        guard lookup.seconds < Self.slowLookupSeconds else {
            return .found(.nameSlow, "\(lookup.host) was found \(seconds)")
        }
        return .ok(.dns, "\(lookup.host): \(Words.count(lookup.addresses, "address")) \(seconds)")
    }

    private var throughProxy: Finding {
        if let proxyFailure { return .found(.proxyUnreadable, proxyFailure) }
        guard let proxy else {
            return .ok(.proxy, proxySource.map { "none on the way to this server, by \($0)" } ?? "none set")
        }
        if let failure, failure.code == .proxy { return .found(.proxyFails, "\(failure.server) \(failure.reason)") }
        guard answer != nil || failure.map(Self.isBeyondProxy) == true else {
            return .skipped(.proxy, "\(proxy) from \(proxySource ?? "the environment") was not tried")
        }
        return .ok(.proxy, "\(proxy) lets through, from \(proxySource ?? "the environment")")
    }

    private var tls: [Finding] {
        if server?.isSecure == false, failure?.code != .insecure {
            return [.skipped(.tls, "plain HTTP within this computer")]
        }
        if let failure, let word = Self.word(failure.code), word.entry.check == .tls {
            return [.found(word, "\(failure.server) \(failure.reason)")]
        }
        guard let pin else { return [.skipped(.tls, "the server was not reached")] }
        if let note = notes.first { return [.found(.certificateDates, note)] }
        let place = pins.firstIndex(of: pin).map { "key \($0 + 1) of \(pins.count)" } ?? "key"
        return [.ok(.tls, "\(place) in the region's statement \(statement): \(pin.text.prefix(23))…")]
    }

    private var aggregator: Finding {
        if let answer {
            if answer.isOurs == false {
                return .found(.otherRegion, "\(server?.text ?? "") is the server of another region")
            }
            guard answer.status == 200, answer.isOurs == true else {
                return .found(.serverUnwell, "\(server?.text ?? "") answers with HTTP \(answer.status)")
            }
            return .ok(.aggregator, "\(server?.text ?? "") answers in \(Int(answer.seconds * 1_000)) ms")
        }
        guard let failure else { return .skipped(.aggregator, "it was not tried: see above") }
        guard let word = Self.word(failure.code), word.entry.check == .aggregator else {
            return .skipped(.aggregator, "it was not reached: see above")
        }
        return .found(word, "\(failure.server) \(failure.reason)")
    }

    /// What a failure is called here; nil where another check tells of it.
    static func word(_ code: ConnectionFailure.Code) -> FindingWord? {
        switch code {
        case .unresolvable: .nameUnknown
        case .proxy: .proxyFails
        case .tls: .tlsFails
        case .middleman: .middleman
        case .otherRegion: .otherRegion
        case .outdated: .oldStatement
        case .insecure: .plainHTTP
        case .refused: .serverRefuses
        case .unreachable: .serverUnreachable
        case .timedOut, .cancelled: .serverSilent
        case .closed: .serverCloses
        case .garbled, .oversized, .badAddress: .serverGarbled
        }
    }

    /// Whether somebody spoke behind the proxy.
    private static func isBeyondProxy(_ failure: ConnectionFailure) -> Bool {
        [.tls, .middleman, .otherRegion, .outdated, .garbled, .oversized].contains(failure.code)
    }
}
