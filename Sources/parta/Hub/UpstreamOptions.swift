internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Logging
internal import Presentation
internal import Reports
internal import Store

/// The hub that this region forwards to.
struct UpstreamOptions: ParsableArguments {
    private static let largestTokenFile = 4_096
    static let intervals = 1...86_400

    @Option(
        help: ArgumentHelp(
            "Forward to this hub: figures, or envelopes where the setting `forward` asks for them (docs/hub.md).",
            valueName: "url"))
    var upstream: String?

    @Option(
        help: ArgumentHelp(
            "The key that the hub must show, as `parta region show` says there (default: a certificate that this computer "
                + "trusts).", valueName: "pin"))
    var upstreamPin: String?

    @Option(
        help: ArgumentHelp(
            "The file that holds the token which the hub's administrator made for this region.", valueName: "file"))
    var upstreamToken: String?

    @Option(help: ArgumentHelp("How often to forward what is new, in seconds (default: 600).", valueName: "s"))
    var upstreamEvery: Int?

    func validate() throws {
        if let upstreamPin, ServerPin(upstreamPin) == nil {
            throw ValidationError("--upstream-pin wants what `parta region show` says: sha256/ and 43 characters.")
        }
        if let upstreamEvery, !Self.intervals.contains(upstreamEvery) {
            throw ValidationError("--upstream-every wants 1 to 86400 seconds, not \(upstreamEvery).")
        }
    }

    /// Nil where nothing is forwarded.
    /// - Throws: `ReadingFailure`, `CommandFailure`.
    func service(
        _ settings: ServiceSettings, store: any Store, region: RegionIdentity, logger: Logger
    ) throws -> ForwardingService? {
        guard let url = upstream ?? settings.usable(.upstream), !url.isEmpty else { return nil }
        let pin = (upstreamPin ?? settings.usable(.upstreamPin)).flatMap { ServerPin($0) }
        guard let path = upstreamToken ?? settings.usable(.upstreamToken), !path.isEmpty else {
            throw CommandFailure(
                .usage,
                "--upstream wants --upstream-token FILE: the token that `parta token new --role region` made at the hub"
            )
        }
        let every = upstreamEvery ?? settings.usable(.upstreamEvery).flatMap { Int($0) }
        return try ForwardingService(
            store: store, region: region, server: ReadingServer(url, pin: pin), token: Self.token(path),
            seconds: every ?? ForwardingService.standardSeconds, logger: logger)
    }

    private static func token(_ path: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: path),
            let data = try? file.read(upToCount: largestTokenFile)
        else {
            throw CommandFailure(
                .badData, "the token's file \(path) cannot be read; name a file that the service's account may read")
        }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
