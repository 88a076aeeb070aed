internal import FoundationEssentials
internal import NIOHTTP1
internal import Reports
internal import Synchronization

/// The way to a hub: known by its key as agents know their region by its, over as many rotations as there are.
///
/// The pin that the administrator gave and those of the newest statement that the hub's region signed are spoken to. Any other
/// key is asked for `GET /v1/region` and nothing else, and believed where a statement no older than the known one names it.
final class HubLink: Sendable {
    private struct State {
        var hub: VerifyingKey?
        var statement: (text: String, trust: ServerTrust)?
    }

    let server: ReadingServer
    private let token: String
    private let state = Mutex(State())

    /// - Parameter token: as `parta token new --role region` printed it at the hub.
    /// - Throws: `ReadingFailure.noToken`.
    init(server: ReadingServer, token: String) throws {
        guard let secret = ReaderSecret(token) else { throw ReadingFailure.noToken }
        self.server = server
        self.token = secret.text
    }

    /// The newest statement, as it came.
    var statement: String? { state.withLock { $0.statement?.text } }

    /// Takes up what was known when the program ended.
    func remember(hub: VerifyingKey, statement: String?) {
        state.withLock { state in
            guard state.hub == nil else { return }
            state.hub = hub
            state.statement = ServerTrust.newest(among: [statement].compactMap(\.self), of: hub)
        }
    }

    /// Whose hub it is.
    /// - Throws: `ReadingFailure`.
    func meet() async throws -> VerifyingKey {
        let call = ReadingExchange.Call(path: "/v1/region")
        do {
            let witness = witness()
            return try learn(await ReadingExchange.send(call, to: server, witness), over: witness, isKnown: true)
        } catch ReadingFailure.untrusted where state.withLock({ $0.hub != nil }) {
            let witness = KeyWitness(pins: nil)
            return try learn(await ReadingExchange.send(call, to: server, witness), over: witness, isKnown: false)
        }
    }

    /// - Throws: `ReadingFailure`.
    func forward(_ envelope: String, as region: VerifyingKey) async throws -> ReadingExchange.Answer {
        let call = ReadingExchange.Call(
            method: .POST, path: "/v1/forward",
            headers: [
                ("Authorization", "Bearer \(token)"), ("Content-Type", Envelope.mediaType),
                (HubKeyHeader.text, Base64URL.encode(region.rawRepresentation)),
            ], body: envelope)
        return try await ReadingExchange.send(call, to: server, witness())
    }

    private func witness() -> KeyWitness? {
        guard let pin = server.pin else { return nil }
        let named = state.withLock { $0.statement?.trust.pins ?? [] }
        return KeyWitness(pins: Set(named + [pin]))
    }

    /// - Parameter isKnown: whether the connection's key had been known; else nothing but a statement may vouch for it.
    private func learn(
        _ answer: ReadingExchange.Answer, over witness: KeyWitness?, isKnown: Bool
    ) throws -> VerifyingKey {
        guard answer.status == 200, answer.body.count <= 4_194_304,
            let told = try? ReportCoder.decode(RegionResponse.self, from: answer.body)
        else { throw ReadingFailure.unreadable(server.url, "GET /v1/region: is it a hub of Parta's?") }
        return try state.withLock { state in
            let version = state.hub == told.regionKey ? state.statement?.trust.version ?? 0 : 0
            let newest = ServerTrust.newest(among: told.trust ?? [], of: told.regionKey, notBefore: version)
            if !isKnown {
                guard state.hub == told.regionKey, let pin = witness?.shown, newest?.trust.pins.contains(pin) == true
                else { throw ReadingFailure.untrusted(server.url, pinned: true) }
            }
            if state.hub != told.regionKey { state.statement = nil }
            state.hub = told.regionKey
            if let newest { state.statement = newest }
            return told.regionKey
        }
    }
}
