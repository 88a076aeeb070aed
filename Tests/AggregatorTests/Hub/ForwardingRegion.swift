import FoundationEssentials
import Logging
import Reports
import SQLiteStore
import Store
import Synchronization

@testable import Aggregator

/// A region with two schools and a computer at each, and the hub's token.
struct ForwardingRegion: Sendable {
    let store: any Store
    let identity: RegionIdentity
    let clock: TestClock
    let keys: [String: SigningKey]

    static let area = AreaPath(country: "Kazakhstan", region: "Aktobe")
    static let schools = ["K-1", "K-2"].map { id in
        School(id: id, names: Names(en: id), area: area, pupils: id == "K-1" ? 3 : 300)
    }

    init(clock: TestClock) async throws {
        self.clock = clock
        store = try SQLiteStore.inMemory()
        identity = try await RegionIdentity.load(from: store)
        _ = try await store.importSchools(Self.schools, dryRun: false)
        var keys: [String: SigningKey] = [:]
        for school in Self.schools {
            let key = SigningKey()
            keys[school.id] = key
            _ = try await store.readmit(
                Readmission(
                    publicKey: key.publicKey, school: school.id, room: "7", agentVersion: "1", time: clock.now))
        }
        self.keys = keys
        for school in Self.schools { try await report(from: school.id, 1) }
    }

    /// A computer tells of so many tablets.
    func report(from school: String, _ seq: Int, tablets: Int = 2) async throws {
        guard let key = keys[school] else { return }
        let time = ObservedTime(bootID: "b", monotonic: Double(seq), wallClock: clock.now)
        let devices = (1...tablets).map {
            Device(id: "d\($0)", category: .tablet, confidence: .likely, rule: "r", bus: .usb)
        }
        let report = Report(
            agent: key.publicKey.agentID, stream: key.publicKey.agentID.text, seq: seq, sealedAt: time,
            scan: Scan(computer: Computer(agentVersion: "1"), devices: devices, collectors: []), scannedAt: time)
        let envelope = try Envelope.seal(report, kind: .report, with: key)
        _ = try await store.ingest([VerifiedReport(envelope, key: key.publicKey, receivedAt: clock.now)])
    }

    func set(_ forward: String, area: String = "Aktobe") async throws {
        let own = try await store.settings(of: .area(area), scope: .everything).own
        var settings = own?.settings ?? RegionSettings()
        settings.forward = forward
        _ = try await store.changeSettings(
            SettingsChange(
                place: .area(area), settings: settings, basedOn: own?.version ?? 0, by: "operator", at: clock.now))
    }

    func service(
        port: Int, token: String, url: String? = nil, pin: ServerPin? = nil,
        pause: @escaping @Sendable (TimeInterval) async throws -> Void = { _ in throw CancellationError() }
    ) throws -> ForwardingService {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return try ForwardingService(
            store: store, region: identity, server: ReadingServer(url ?? "http://127.0.0.1:\(port)", pin: pin),
            token: token, logger: logger, now: { clock.now }, lot: { 0.5 }, pause: pause)
    }
}

extension LiveAggregator {
    /// A token for a region, as `parta token new --role region` makes it.
    func regionToken(_ name: String = "Aktobe", _ areas: [String] = ["Kazakhstan"]) async throws -> String {
        let secret = ReaderSecret()
        _ = try await store.createToken(
            NewReaderToken(
                hash: secret.hash, name: name, role: .region, reach: .areas(areas), createdAt: clock.now,
                createdBy: "test", expiresAt: clock.now.addingTimeInterval(400 * 86_400)))
        return secret.text
    }

    func tablets() async throws -> Int {
        try await store.stock(Query(asOf: clock.now), scope: .everything)
            .filter { $0.category == .device(.tablet) }.reduce(0) { $0 + $1.low }
    }
}
