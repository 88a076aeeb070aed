import FoundationEssentials

@testable import Reports

/// One message of every kind as each form of it stood when its version was frozen, and the same with every field there is.
///
/// A field that is new belongs into the full messages here: what is frozen of earlier versions then reads as nil.
enum CorpusSamples {
    /// 32 bytes of a test's own: signs nothing else.
    static func key(_ byte: UInt8) -> SigningKey {
        // swift-format-ignore: NeverUseForceTry
        // Any 32 bytes are a seed (RFC 8032).
        do { return try SigningKey(rawRepresentation: Data(repeating: byte, count: 32)) } catch {
            fatalError("\(error)")
        }
    }

    static let agent = key(7)
    static let region = key(9)
    static var id: AgentID { agent.publicKey.agentID }
    static let moment = Date(timeIntervalSince1970: 1_795_000_000)
    static let time = ObservedTime(
        bootID: "6f1b4c1e-9a4e-4c1b-8d0e-3b7f2f1f7a11", monotonic: 4211.5, wallClock: moment)
    static let stream = "000102030405060708090a0b0c0d0e0f"
    static let hash = "00112233445566778899aabbccddeeff"

    // MARK: Reports

    static let emptyReport = Report(agent: id, stream: stream, seq: 1, sealedAt: time)

    /// The least of everything that a report can hold.
    static let smallReport = Report(
        agent: id, stream: stream, seq: 2, sealedAt: time,
        scan: Scan(
            computer: Computer(agentVersion: "0.1.0"),
            devices: [Device(id: hash, category: .unknown, confidence: .possible, rule: "none", bus: .usb)],
            collectors: [CollectorOutcome(name: "usb", status: .ok, durationMs: 3.5)]), scannedAt: time,
        deviceDays: [day], lineTests: [LineTest(id: "T1", startedAt: time, server: "")],
        slots: [SlotRecord(id: "2026-11-18/2", plannedAt: moment, decidedAt: time, inLessons: true, ran: false)],
        lineTestDays: [
            LineTestDay(
                day: "2026-11-18", first: time, last: time, tests: 1, testsInLessons: 0, download: nil, upload: nil,
                idleLatency: nil, verdicts: ["clear": 1], bytes: 5)
        ])

    static let fullReport = Report(
        agent: id, stream: stream, seq: 3, sealedAt: time,
        scan: Scan(
            computer: computer, devices: [device],
            collectors: [CollectorOutcome(name: "usb", status: .failed, reason: "no udev", durationMs: 3.5)]),
        scannedAt: time, deviceDays: [day], lineTests: [test], slots: [slot], slotsDropped: 4,
        devicesDigest: hash, devicesSeq: 3,
        lineTestDays: [
            LineTestDay(
                day: "2026-11-18", first: time, last: time, tests: 3, testsInLessons: 2, download: figures,
                upload: figures, idleLatency: figures, verdicts: ["clear": 2, "outage": 1], bytes: 5_000_000)
        ])

    private static let day = DeviceDay(
        device: hash, day: "2026-11-18", first: time, last: time, minutes: 45, timesPlugged: 1,
        timeEstimated: true)
    private static let figures = LineTestDay.Figures(low: 1.5, median: 2.5, high: 3.5)

    private static let computer = Computer(
        label: "INV-1", room: "12", vendor: "Acme", model: "Desk", chassis: "desktop", firmwareDate: "2020-01-02",
        cpu: "Some CPU", cpuCount: 4, memoryMiB: 8_000, os: "debian 12", kernel: "6.1", architecture: "x86_64",
        bootID: time.bootID, agentVersion: "0.1.0", pedagogical: true,
        components: [MachineComponent(kind: .dmiUUID, hash: hash)])

    private static let device = Device(
        id: hash, category: .tablet, confidence: .likely, rule: "tablets:samsung", bus: .usb, vendorID: "04e8",
        productID: "6860", vendor: "Samsung", product: "Tab", serial: "hash:" + hash, port: "1-2", driver: "usbfs",
        pedagogical: true, external: true,
        network: NetworkDetails(mac: "3c:52:82:00:00:01", wireless: true, linkMbps: 100, duplex: "full", state: "up"),
        display: DisplayDetails(
            connector: "HDMI-A-1", widthCm: 60, heightCm: 34, diagonalInches: 27.5, widthPixels: 1_920,
            heightPixels: 1_080, year: 2_020),
        storage: StorageDetails(sizeBytes: 64_000_000_000, rotational: false, removable: true),
        power: PowerDetails(kind: "Battery", online: true, capacityPercent: 80, healthPercent: 90), digest: hash)

    private static let test = LineTest(
        id: "T2", startedAt: time, downloadMbps: 19.5, uploadMbps: 4.5, idleLatencyMs: 20.5, loadedLatencyMs: 90.5,
        jitterMs: 2.5, loss: 0.25, bytesReceived: 24_000_000, bytesSent: 6_000_000, stoppedEarly: true, verdict: .clear,
        method: "ndt7", server: "wss://region.test", problem: "none to speak of", download: rate, upload: rate,
        gateway: GatewayLatency(answered: true, idleMs: 1.5, loadedMs: 2.5, jitterMs: 0.5, loss: 0.25),
        link: LineLink(medium: .wifi, speedMbps: 1_000, wifiSignalDBm: -60, wifiRateMbps: 144.5, metered: false),
        names: NameAndPortal(nameMs: 12.5, nameProblem: "slow", captive: false),
        platforms: [
            PlatformReach(
                platform: "Kundelik", host: "kundelik.kz", nameMs: 1.5, connectMs: 2.5, tlsMs: 3.5, firstByteMs: 4.5,
                problem: "no answer")
        ],
        circumstances: LineCircumstances(
            target: .mlab, slot: "2026-11-18/2", lease: "L1", line: "main", inLessons: true, ownTrafficMbps: 0.5,
            gateway: hash, serverTests: 2, serverTestLimit: 10), marks: [.clockJumped])

    private static let rate = LineRate(
        meanMbps: 18.5, steadyMbps: 19.5, lowMbps: 18.25, highMbps: 20.5, seconds: 8.5, bytes: 12_000_000,
        stoppedEarly: true, rampLimited: false, congestionControl: "bbr", loss: 0.25, minRTTMs: 15.5,
        early: EarlyEstimate(mbps: 19.25, lowMbps: 18.5, highMbps: 20.25, seconds: 4.5, bytes: 6_000_000),
        ending: "early", retryAfterSeconds: 30)

    private static let slot = SlotRecord(
        id: "2026-11-18/2", plannedAt: moment, decidedAt: time, inLessons: true, ran: true, reason: .ownTraffic,
        test: "T2", ownTrafficMbps: 1.5, holder: id, medium: .wired, gateway: hash, serverTests: 1)

    // MARK: Asking

    static let enrollment = EnrollmentRequest(
        publicKey: agent.publicKey, secret: "SECRET", room: nil, label: nil, agentVersion: "0.1.0")
    /// Before the former key's proof.
    static let fullEnrollmentV1 = EnrollmentRequest(
        publicKey: agent.publicKey, secret: "SECRET", room: "12", label: "INV-1", agentVersion: "0.1.0",
        clonedFrom: region.publicKey.agentID, receipt: "a.b.c")
    static let fullEnrollment = EnrollmentRequest(
        publicKey: agent.publicKey, secret: "SECRET", room: "12", label: "INV-1", agentVersion: "0.1.0",
        clonedFrom: region.publicKey.agentID, receipt: "a.b.c", formerProof: "d.e.f")
    static let lease = LeaseRequest(agent: id, ask: .test, askedAt: time, nonce: hash)
    static let fullLease = LeaseRequest(
        agent: id, ask: .release, askedAt: time, nonce: hash, slot: "2026-11-18/2", inLessons: true, gateway: hash,
        elsewhere: false, enrolledHere: true, medium: .wired, mayListen: true, latencyOnly: false, lease: "L1",
        bytes: 5_000_000, test: "T2", listening: "192.168.1.5:4443")
    static let settingsRequest = SettingsRequest(agent: id, askedAt: time, version: 3, trustVersion: 2)

    /// The envelopes in it are texts to whoever reads a manifest.
    static let manifest = BundleManifest(
        publicKey: agent.publicKey, agentVersion: "0.1.0", createdAt: time, enrollment: "a.b.c", receipt: "d.e.f")

    // MARK: Answering

    static let receipt = EnrollmentReceipt(
        agent: id, publicKey: agent.publicKey, school: "A-1", issuedAt: moment, waiting: true)
    static let settings = SettingsDocument(version: 1, issuedAt: moment, school: "A-1", settings: RegionSettings())
    /// With what came after the first version.
    static let fullSettings: SettingsDocument = {
        var document = fullSettingsV1
        document.settings.norm = "20+1/20"
        document.settings.forward = "envelopes"
        document.settings.presenceDays = 10
        return document
    }()
    static let fullSettingsV1: SettingsDocument = {
        var settings = RegionSettings()
        settings.timeZone = "Asia/Almaty"
        settings.shifts = ["08:00-13:00"]
        settings.schoolDays = "mon-fri"
        settings.terms = ["2026-09-01..2026-12-30"]
        settings.holidays = ["12-16"]
        settings.testsPerDay = 3
        settings.monthlyMB = 900
        settings.fullEvery = 10
        settings.metered = "auto"
        settings.outsideHours = "15:00-20:00"
        settings.ownTrafficKbps = 500
        settings.mlabConsent = false
        settings.lanTests = true
        settings.portalCheck = "http://portal.test/204"
        settings.platforms = [PlatformAddress(name: "Kundelik", host: "kundelik.kz")]
        settings.thresholds = ["lan_loss": 0.25]
        settings.serials = ["tablet": .hashed]
        settings.hardwareDatabase = [
            KnowledgeFile(name: "80-region.hwdb", text: "parta:usb:*\n PARTA_CATEGORY=other\n")
        ]
        return SettingsDocument(version: 4, issuedAt: moment, school: "A-1", settings: settings)
    }()
    static func trust() throws -> ServerTrust {
        ServerTrust(
            version: 2, issuedAt: moment,
            pins: [ServerPin(publicKeyInfo: Data("first".utf8)), ServerPin(publicKeyInfo: Data("next".utf8))],
            servers: ["https://region.test:8443"],
            sealingKey: try SealingPublicKey(rawRepresentation: Data(repeating: 9, count: 32)))
    }
    static let acknowledgement = Acknowledgement(agent: id, serverTime: moment, accepted: [], storeEpoch: "E1")
    static let fullAcknowledgement = Acknowledgement(
        agent: id, serverTime: moment, accepted: [AcceptedStream(stream: stream, ranges: SequenceRanges([1, 2, 5]))],
        refused: [RefusedNumber(stream: stream, seq: 3, error: "out_of_bounds", message: "Too much.")],
        receipt: "a.b.c", storeEpoch: "E1", sendFull: true, rekey: false, settings: "d.e.f", trust: ["g.h.i"])
    static let delivery = DeliveryResponse(accepted: [], refused: [], serverTime: moment, storeEpoch: "E1")
    static let fullDelivery = DeliveryResponse(
        accepted: [AcceptedStream(stream: stream, ranges: SequenceRanges([1, 2, 5]))],
        refused: [RefusedEnvelope(index: 0, error: "bad_payload", message: "No report.")], serverTime: moment,
        retryAfter: 60, storeEpoch: "E1", lineTestServer: "ws://region.test:4443", rekey: true, sendFull: true,
        settingsVersion: 4, trustVersion: 2)
    static let granted = LeaseResponse(
        lease: Lease(
            id: "L1", line: "main", seconds: 90, server: "ws://region.test:4443", token: "T", full: true,
            byteAllowance: 5_000_000, mlab: false,
            peer: Lease.Peer(role: .measure, token: "P", server: "ws://192.168.1.5:4443")), refusal: .serverBusy,
        holder: id, retryAfter: 30, gateways: [hash], nameGateway: true)
}
