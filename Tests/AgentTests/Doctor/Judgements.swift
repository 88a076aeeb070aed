import Foundation
import LineTesting
import Outbox
import Reports
import Testing

@testable import Agent

/// What the doctor is to make of facts: one row a case.
struct Judgement: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var findings: [Finding]
    /// The words to be found, in order.
    var words: [FindingWord]
    /// Checks that are to be skipped.
    var skipped: [Check]

    init(_ name: String, _ findings: [Finding], _ words: FindingWord..., skipped: [Check] = []) {
        (testDescription, self.findings, self.words, self.skipped) = (name, findings, words, skipped)
    }

    static let all = program + state + enrolment + clock + connection + delivery + devices + line

    // MARK: Facts that are all right, to be spoilt

    private static func changed<Facts>(_ facts: Facts, _ change: (inout Facts) -> Void) -> Facts {
        var facts = facts
        change(&facts)
        return facts
    }

    static let noon = Date(timeIntervalSince1970: 1_788_249_600)
    private static let key = SigningKey().publicKey
    private static let server = try? ServerAddress("https://parta.example:8443")
    private static let runs = ServiceFacts(holder: 7, runningSeconds: 60, answers: true, restarts: 0)
    private static let lies = StateFacts(path: "/state", presence: .readable, agent: key.agentID)
    private static let belongs = EnrolmentFacts(file: .there(written: noon), enrollment: enrollment(receipt: "signed"))
    private static let shows = ClockFacts(now: noon, built: noon, signed: noon, serverAhead: 1, zone: "Asia/Almaty")
    private static let pin = ServerPin(publicKeyInfo: Data([1]))
    private static let found = ConnectionFacts.Lookup(host: "parta.example", addresses: 2, seconds: 0.01)
    private static let reached = ConnectionFacts(
        server: server, lookup: found, answer: .init(status: 200, isOurs: true, seconds: 0.02, ahead: 0), statement: 3,
        pins: [pin], pin: pin)
    private static let delivers = OutboxFacts(now: noon, status: waiting(), lastAcknowledged: noon)
    private static let sees = DeviceFacts(
        hasUdevd: true, hasDatabase: true, usbDevices: 3, knowledgeFiles: 14, changed: noon, compiled: noon)
    private static let plans = LineFacts(next: noon, leftToday: 1, leftThisMonth: 1, gateway: .confirmed)

    private static func enrollment(receipt: String?) -> Enrollment {
        Enrollment(
            server: server, regionKey: key, receipt: receipt, school: "T-1", hashKey: "", lineTestServer: nil,
            room: "12", label: nil, codeHash: "")
    }

    private static func standing(_ word: RegionStanding.Word) -> RegionStanding {
        RegionStanding(agent: key.agentID, word: word, sentence: "", since: noon, askedAt: noon)
    }

    private static func waiting(_ pending: Int = 0, oldest: Date? = nil, refused: Int = 0, days: Int = 0)
        -> OutboxStatus?
    {
        let text = """
            {"stream": "s", "next_seq": 2, "unsealed_scan": false, "unsealed_device_days": 0, "unsealed_past_days": 0,
            "unsealed_line_tests": 0, "unsealed_slots": 0, "pending": \(pending), "pending_bytes": 0, "acknowledged": 0,
            "refused": \(refused), "unsealed_line_test_days": \(days), "slots_dropped": 0}
            """
        var status = try? JSONDecoder().decode(OutboxStatus.self, from: Data(text.utf8))
        status?.oldestPending = oldest
        return status
    }

    private static let refusal = EnrollmentRefusal(
        EnrollmentFailure(code: .codeUsedUp, reason: "used up"), at: noon)

    private static func slots(_ reasons: [SlotRecord.Reason?]) -> [SlotRecord] {
        reasons.map { reason in
            SlotRecord(
                id: "2026-11-22/1", plannedAt: noon,
                decidedAt: ObservedTime(bootID: "boot", monotonic: 0, wallClock: noon), inLessons: true,
                ran: reason == nil, reason: reason)
        }
    }

    private static func failing(_ code: ConnectionFailure.Code) -> [Finding] {
        var facts = reached
        (facts.answer, facts.pin) = (nil, nil)
        facts.failure = ConnectionFailure(code: code, server: "https://parta.example:8443", reason: "does not do it")
        if code == .proxy { facts.proxy = "10.0.0.1:3128" }
        return facts.findings
    }

    // MARK: Rows

    private static let program = [
        Judgement("a program", ProgramFacts(settingsVersion: 3, settingsAgeSeconds: 90_000).findings),
        Judgement("on dispatch", ProgramFacts(usesDispatch: true).findings, .executorDispatch),
        Judgement("a hidden file", ProgramFacts(hiddenEnvironment: "/e").findings, .environmentUnreadable),
        Judgement(
            "two bad settings", ProgramFacts(complaints: ["a", "b"]).findings, .settingUnusable, .settingUnusable),
        Judgement("a service", runs.findings),
        Judgement("no service", ServiceFacts().findings, .notRunning),
        Judgement("a service unseen", ServiceFacts(isStateReadable: false).findings, skipped: [.service]),
        Judgement("silence at the socket", changed(runs) { $0.answers = false }.findings, .controlSilent),
        Judgement("not asked at the socket", changed(runs) { $0.answers = nil }.findings),
        Judgement("restarts", changed(runs) { $0.restarts = 5 }.findings, .serviceRestarts),
        Judgement("few restarts", changed(runs) { $0.restarts = 4 }.findings),
        Judgement(
            "restarts and gone", ServiceFacts(restarts: 9).findings, .serviceRestarts, .notRunning),
    ]

    private static let state = [
        Judgement("a state", lies.findings),
        Judgement("no directory", StateFacts(path: "/state", presence: .absent).findings, .neverStarted),
        Judgement("a hidden directory", StateFacts(path: "/s", presence: .hidden).findings, .stateNotPermitted),
        Judgement("no key yet", StateFacts(path: "/s", presence: .readable).findings, .neverStarted),
        Judgement(
            "a torn key",
            StateFacts(path: "/s", presence: .readable, damage: [.init(name: "key", reason: "is no key")]).findings,
            .keyDamaged),
        Judgement(
            "a torn list", changed(lies) { $0.damage = [.init(name: "trust.json", reason: "is damaged")] }.findings,
            .fileDamaged),
        Judgement("an open key", changed(lies) { $0.open = ["key"] }.findings, .stateOpen),
        Judgement("root's files", changed(lies) { $0.foreign = ["outbox.sqlite"] }.findings, .foreignFiles),
        Judgement("kept aside", changed(lies) { $0.aside = ["machine.json.corrupt-1"] }.findings, .filesKeptAside),
        Judgement(
            "a region that was left",
            changed(lies) { $0.left = [.init(path: "/s/outbox.sqlite.left-1", bytes: 9_000)] }.findings, .outboxLeft),
    ]

    private static let enrolment = [
        Judgement("enrolled", belongs.findings),
        Judgement("unseen", EnrolmentFacts(isStateReadable: false).findings, skipped: [.enrolment]),
        Judgement("in no region", EnrolmentFacts().findings, .notEnrolled),
        Judgement("in no region that is seen", EnrolmentFacts(file: .hidden).findings, .notEnrolled),
        Judgement("a fresh file", EnrolmentFacts(file: .there(written: noon)).findings, .enrolmentPending),
        Judgement(
            "a file after a refusal",
            EnrolmentFacts(file: .there(written: noon.addingTimeInterval(1)), refusal: refusal).findings,
            .enrolmentPending),
        Judgement("a refusal without its file", EnrolmentFacts(refusal: refusal).findings, .enrolmentRefused),
        Judgement(
            "a code that is used up", EnrolmentFacts(file: .there(written: noon), refusal: refusal).findings,
            .enrolmentRefused),
        Judgement("a bad file", EnrolmentFacts(file: .bad(reason: "line 2")).findings, .enrolmentFileBad),
        Judgement("damaged", EnrolmentFacts(damage: "is damaged").findings, .enrolmentDamaged),
        Judgement("another key's", EnrolmentFacts(isForeign: true).findings, .enrolmentForeign),
        Judgement("waiting", changed(belongs) { $0.standing = standing(.waiting) }.findings, .waitingForApproval),
        Judgement("revoked", changed(belongs) { $0.standing = standing(.revoked) }.findings, .revoked),
        Judgement("unconfirmed", changed(belongs) { $0.enrollment = enrollment(receipt: nil) }.findings, .unconfirmed),
    ]

    private static let clock = [
        Judgement("a clock", shows.findings),
        Judgement("1970", changed(shows) { $0.now = Date(timeIntervalSince1970: 9) }.findings, .clockUnset),
        Judgement("two days old", changed(shows) { $0.built = noon + 172_800 }.findings, .clockBehind),
        Judgement("half a day old", changed(shows) { $0.built = noon + 43_200 }.findings),
        Judgement("before the region", changed(shows) { $0.signed = noon + 301 }.findings, .clockBehind),
        Judgement("ahead", changed(shows) { $0.serverAhead = -301 }.findings, .clockOff),
        Judgement("behind", changed(shows) { $0.serverAhead = 1e300 }.findings, .clockOff),
        Judgement("just within", changed(shows) { $0.serverAhead = 300 }.findings),
        Judgement("alone", ClockFacts(now: noon, zone: "Asia/Almaty").findings),
        Judgement("without a zone", changed(shows) { $0.zone = nil }.findings, .noTimeZone),
    ]

    private static let ways: [Check] = [.dns, .proxy, .tls, .aggregator]

    private static let connection =
        [
            Judgement("a server", reached.findings),
            Judgement("no server", ConnectionFacts().findings, skipped: ways),
            Judgement(
                "an unknown name",
                ConnectionFacts(server: server, lookup: .init(host: "x", addresses: 0, seconds: 0, failure: "no"))
                    .findings, .nameUnknown, skipped: [.tls, .aggregator]),
            Judgement("a slow name", changed(reached) { $0.lookup?.seconds = 2 }.findings, .nameSlow),
            Judgement("through a proxy", changed(reached) { $0.proxy = "10.0.0.1:3128" }.findings),
            Judgement(
                "a bad proxy",
                ConnectionFacts(server: server, proxySource: "PARTA_PROXY", proxyFailure: "cannot be read").findings,
                .proxyUnreadable, skipped: [.dns, .tls, .aggregator]),
            Judgement("a proxy", failing(.proxy), .proxyFails, skipped: [.tls, .aggregator]),
            Judgement("an old date", changed(reached) { $0.notes = ["it ended"] }.findings, .certificateDates),
            Judgement("an unwell server", changed(reached) { $0.answer?.status = 503 }.findings, .serverUnwell),
            Judgement("a server of nobody", changed(reached) { $0.answer?.isOurs = nil }.findings, .serverUnwell),
            Judgement("another region's answer", changed(reached) { $0.answer?.isOurs = false }.findings, .otherRegion),
        ]
        + [
            (.tls, .tlsFails), (.middleman, .middleman), (.otherRegion, .otherRegion), (.outdated, .oldStatement),
            (.insecure, .plainHTTP),
        ].map { (code: ConnectionFailure.Code, word: FindingWord) in
            Judgement("\(code)", failing(code), word, skipped: [.aggregator])
        }
        + [
            (.refused, .serverRefuses), (.unreachable, .serverUnreachable), (.timedOut, .serverSilent),
            (.closed, .serverCloses), (.garbled, .serverGarbled), (.oversized, .serverGarbled),
        ].map { (code: ConnectionFailure.Code, word: FindingWord) in
            Judgement("\(code)", failing(code), word, skipped: [.tls])
        }

    private static func broken(_ code: OutboxFailure.Code) -> [Finding] {
        OutboxFacts(now: noon, failure: OutboxFailure(code: code, path: "/o", reason: "it is so")).findings
    }

    private static let delivery = [
        Judgement("delivered", delivers.findings),
        Judgement("unseen", OutboxFacts(isStateReadable: false, now: noon).findings, skipped: [.delivery, .outbox]),
        Judgement(
            "no outbox", OutboxFacts(now: noon, isEnrolled: false).findings, skipped: [.delivery, .outbox]),
        Judgement("nothing heard", changed(delivers) { $0.lastAcknowledged = nil }.findings, .neverDelivered),
        Judgement(
            "long ago",
            changed(delivers) { ($0.lastAcknowledged, $0.status) = (noon - 260_000, waiting(1, oldest: noon)) }
                .findings,
            .deliveryOld),
        Judgement("long ago, nothing new", changed(delivers) { $0.lastAcknowledged = noon - 260_000 }.findings),
        Judgement("a clock set back", changed(delivers) { $0.lastAcknowledged = noon + 260_000 }.findings),
        Judgement("waiting", changed(delivers) { $0.status = waiting(1, oldest: noon - 60) }.findings),
        Judgement(
            "waiting long", changed(delivers) { $0.status = waiting(1, oldest: noon - 260_000) }.findings, .outboxOld),
        Judgement("refused", changed(delivers) { $0.status = waiting(refused: 1) }.findings, .reportsRefused),
        Judgement("thinned", changed(delivers) { $0.status = waiting(days: 2) }.findings, .testsThinned),
        Judgement("torn", broken(.corrupt), .outboxDamaged, skipped: [.delivery]),
        Judgement("of the future", broken(.newerVersion), .outboxForeign, skipped: [.delivery]),
        Judgement("on a dying disk", broken(.disk), .outboxUnreadable, skipped: [.delivery]),
        Judgement("room", DiskFacts(freeBytes: 300_000_000, isReadOnly: false).findings),
        Judgement("little room", DiskFacts(freeBytes: 299_999_999, isReadOnly: false).findings, .diskLow),
        Judgement("no room", DiskFacts(freeBytes: 0, isReadOnly: false).findings, .diskFull),
        Judgement("a locked disk", DiskFacts(freeBytes: .max, isReadOnly: true).findings, .diskReadOnly),
    ]

    private static let devices = [
        Judgement("udevd", sees.findings),
        Judgement("no udevd", changed(sees) { $0.hasUdevd = false }.findings, .udevDown),
        Judgement("no database", changed(sees) { $0.hasDatabase = false }.findings, .udevDown),
        Judgement("no knowledge", changed(sees) { $0.knowledgeFiles = 0 }.findings, .knowledgeMissing),
        Judgement("new knowledge", changed(sees) { $0.changed = noon + 1 }.findings, .knowledgeStale),
        Judgement("uncompiled", changed(sees) { $0.compiled = nil }.findings, .knowledgeStale),
        Judgement("not scanned yet", changed(sees) { ($0.compiled, $0.hasScanned) = (nil, false) }.findings),
    ]

    private static let line = [
        Judgement("a plan", plans.findings),
        Judgement("no plan", LineFacts(reason: "not yet").findings, skipped: [.line, .gateway]),
        Judgement("no slot", changed(plans) { $0.next = nil }.findings, .noSlots),
        Judgement("a spent day", changed(plans) { $0.leftToday = 0 }.findings, .budgetSpent),
        Judgement("a spent month", changed(plans) { $0.leftThisMonth = 0 }.findings, .budgetSpent),
        Judgement("no server", changed(plans) { $0.hasServer = false }.findings, .noLineServer),
        Judgement(
            "eight for nothing",
            changed(plans) { $0.slots = slots(Array(repeating: .noAggregator, count: 8)) }.findings, .slotsSkipped),
        Judgement(
            "seven for nothing", changed(plans) { $0.slots = slots(Array(repeating: .budget, count: 7)) }.findings),
        Judgement(
            "one of eight ran",
            changed(plans) { $0.slots = slots([nil] + Array(repeating: .budget, count: 7)) }.findings),
        Judgement(
            "thirty take turns",
            changed(plans) { $0.slots = slots([.heldByAnother] + Array(repeating: .noNetwork, count: 9)) }.findings),
        Judgement("where it enrolled", changed(plans) { $0.gateway = .enrolledHere }.findings),
        Judgement("no route", changed(plans) { $0.gateway = LineFacts.Gateway.none }.findings, .noGateway),
        Judgement("a tunnel", changed(plans) { $0.gateway = .unknown }.findings, .noGateway),
        Judgement("elsewhere", changed(plans) { $0.gateway = .elsewhere }.findings, .gatewayElsewhere),
    ]
}
