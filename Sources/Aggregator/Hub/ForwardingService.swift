public import FoundationEssentials
public import Logging
internal import Reports
public import ServiceLifecycle
public import Store

/// Forwards a region's figures to a hub, and envelopes where a setting asks for it, for as long as the server runs.
///
/// Nothing waits for it: a hub that is away, for weeks too, leaves the region as it is, and finds everything when it is back. A
/// round that fails is tried again after a growing pause with a part by lot, and never before the hub's `Retry-After`.
public struct ForwardingService: Service {
    /// Between two rounds that went well.
    public static let standardSeconds = 600
    static let firstPause: TimeInterval = 5
    static let longestPause: TimeInterval = 900

    private let store: any Store
    private let region: RegionIdentity
    private let link: HubLink
    private let seconds: Int
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let lot: @Sendable () -> Double
    private let pause: @Sendable (_ seconds: TimeInterval) async throws -> Void

    /// - Parameters:
    ///   - server: the hub, with the pin that it must show.
    ///   - token: as `parta token new --role region` printed it at the hub.
    ///   - seconds: between two rounds that went well.
    ///   - lot: from 0 to 1, another each time.
    ///   - pause: returns when so many seconds have passed; throws to end.
    /// - Throws: `ReadingFailure.noToken`.
    public init(
        store: any Store, region: RegionIdentity, server: ReadingServer, token: String,
        seconds: Int = standardSeconds, logger: Logger, now: @escaping @Sendable () -> Date = { Date() },
        lot: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        pause: @escaping @Sendable (_ seconds: TimeInterval) async throws -> Void = {
            try await Task.sleep(for: .seconds($0))
        }
    ) throws {
        self.store = store
        self.region = region
        link = try HubLink(server: server, token: token)
        self.seconds = seconds
        self.logger = logger
        self.now = now
        self.lot = lot
        self.pause = pause
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var failures = 0
            var said: String?
            while !Task.isCancelled {
                var next: TimeInterval
                do {
                    let told = try await round()
                    if failures > 0 { logger.notice("the hub is back", metadata: ["hub": "\(link.server.url)"]) }
                    (failures, said) = (0, nil)
                    next = told.hasMore ? Self.firstPause : Double(seconds) * (0.9 + 0.2 * lot())
                } catch {
                    if Task.isCancelled { return }
                    failures += 1
                    next = Self.pause(after: failures, error, lot())
                    // Once for each reason: a hub may be away for weeks.
                    if said != "\(error)" {
                        logger.warning(
                            "cannot forward to the hub; trying on, and nothing is lost meanwhile",
                            metadata: ["hub": "\(link.server.url)", "error": "\(error)"])
                    }
                    said = "\(error)"
                }
                do { try await pause(next) } catch { return }
            }
        }
    }

    /// Once.
    func round() async throws -> ForwardingRound.Told {
        if let known = try await store.forwardingState(url: link.server.url) {
            link.remember(hub: known.hub, statement: known.statement)
        }
        let round = ForwardingRound(
            store: store, region: region, link: link, logger: logger, holder: Self.holder, now: now)
        let told = try await round.run()
        if told.schools > 0 || told.envelopes > 0 || told.refused > 0 {
            logger.info(
                "forwarded to the hub",
                metadata: [
                    "schools": "\(told.schools)", "envelopes": "\(told.envelopes)", "refused": "\(told.refused)",
                ])
        }
        return told
    }

    /// Of this process, so that two on one database know each other apart.
    private static let holder = Digest.hex128("\(UInt64.random(in: .min ... .max))")

    /// - Parameters:
    ///   - failures: in a row.
    ///   - lot: from 0 to 1.
    static func pause(after failures: Int, _ error: any Error, _ lot: Double) -> TimeInterval {
        let grown = min(longestPause, firstPause * Double(1 << min(failures - 1, 16)))
        let own = grown * (0.5 + lot / 2)
        guard let asked = (error as? ForwardingFailure)?.retryAfterSeconds else { return own }
        // Those who were turned away together do not come back together.
        return max(own, Double(min(max(asked, 0), 86_400)) * (1 + lot / 4))
    }
}
