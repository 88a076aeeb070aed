import Foundation
import Glibc
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// More connections than schools, and slower ones, against the real program and its memory.
///
/// `PARTA_CONNECTIONS` says how many (200).
@Suite("Connections by the thousand", .serialized, .timeLimit(.minutes(10)))
struct ConnectionAttackTests {
    /// What a connection that stands may cost the program, in kB.
    private static let limitKB = 32

    private static func raiseOpenFiles() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// Opens so many, 64 at a time.
    private static func open(_ count: Int, port: Int) async throws -> [HeldConnection] {
        try await withThrowingTaskGroup(of: HeldConnection.self) { group in
            var held: [HeldConnection] = []
            for index in 0..<count {
                if index >= 64, let next = try await group.next() { held.append(next) }
                group.addTask { try await HeldConnection.open(port: port) }
            }
            for try await next in group { held.append(next) }
            return held
        }
    }

    private static func close(_ held: [HeldConnection]) async {
        // One that the server closed first is closed: that is no failure.
        for connection in held { try? await connection.channel.close() }
    }

    @Test("let in on purpose, each is answered, and each costs little")
    func letIn() async throws {
        Self.raiseOpenFiles()
        let count = FaultRow.count("PARTA_CONNECTIONS", 200)
        let served = try await ServedRegion()
        try await served.start("--max-connections", "\(count)", "--max-connections-per-address", "\(count)")
        _ = try await Self.open(1, port: served.port).map { $0.channel }[0].close()
        let before = try served.memory()
        let held = try await Self.open(count, port: served.port)
        let during = try served.memory()
        let answered = held.count { $0.answered }
        let beyond = try await HeldConnection.open(port: served.port).answered
        await Self.close(held)
        let again = try await Self.answeredAgain(served)
        let after = try served.memory()
        let each = (during.resident - before.resident) / max(1, count)
        FaultRow.say(
            "10,000 connections let in", toReach: "all answered, at most \(Self.limitKB) kB each, the next refused",
            "\(count) connections, \(answered) answered, the next \(beyond ? "let in" : "closed"); resident "
                + "\(before.resident / 1_024) MB before, \(during.resident / 1_024) MB during (\(each) kB each), "
                + "\(after.resident / 1_024) MB after; answers again: \(again)",
            met: count >= 10_000 && answered == count && !beyond && each <= Self.limitKB && again)
        #expect(answered >= count - 1 && !beyond && again)
        #expect(count < 1_000 || each <= Self.limitKB)
    }

    @Test("beyond the usual limit they are closed, and those that stand go on")
    func beyond() async throws {
        Self.raiseOpenFiles()
        let count = FaultRow.count("PARTA_CONNECTIONS", 200)
        let served = try await ServedRegion()
        // A quarter of the limit is one address's; in small a hundredth of the usual.
        let usual = count >= 10_000
        try await served.start("--max-connections", usual ? "4096" : "40")
        let before = try served.memory()
        let held = try await Self.open(count, port: served.port)
        let during = try served.memory()
        let answered = held.count { $0.answered }
        let standing = held.count { $0.answered && $0.channel.isActive }
        await Self.close(held)
        let again = try await Self.answeredAgain(served)
        let grown = (during.peak - before.resident) / 1_024
        FaultRow.say(
            "10,000 connections at the usual limits", toReach: "a quarter of 4,096 let in, the rest closed, service up",
            "\(count) connections, \(answered) answered, \(standing) stand, \(count - answered) closed; +\(grown) MB at "
                + "the peak; answers again: \(again)",
            met: count >= 10_000 && answered == 1_024 && standing == answered && again)
        #expect(answered == (usual ? 1_024 : 10) && standing == answered && again)
    }

    /// The deadlines of the real program: 15 s for a head, and 65 s for a body where the table is asked for.
    @Test("slowloris ends at the deadlines, and others are served meanwhile", .timeLimit(.minutes(3)))
    func slowloris() async throws {
        Self.raiseOpenFiles()
        let each = FaultRow.isAsked ? 300 : 20
        let served = try await ServedRegion()
        try await served.start()
        let before = try served.memory()
        let port = served.port
        let body = "POST /v1/reports HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
        let openings = ["", "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: "] + (FaultRow.isAsked ? [body] : [])
        let clock = ContinuousClock()
        let begin = clock.now
        let isOver = Mutex(false)
        // Somebody else asks all the time, on connections of their own.
        async let others = {
            var (answers, slowest) = (0, Duration.zero)
            while !isOver.withLock({ $0 }) {
                let asked = clock.now
                if try await served.isWell() { answers += 1 }
                slowest = max(slowest, asked.duration(to: clock.now))
            }
            return (answers: answers, slowest: slowest)
        }()
        // Asked once and idle since: it may stand for 60 s, longer than any head may take.
        let idle = try await HeldConnection.open(port: port)
        let (ended, drips, idleStood) = try await withThrowingTaskGroup(of: (Bool, Int).self) { group in
            defer { isOver.withLock { $0 = true } }
            for opening in openings {
                for _ in 0..<each {
                    group.addTask {
                        let drips = try await DrippingClient.run(
                            port: port, tls: false, opening: opening, drips: !opening.isEmpty, every: .seconds(1))
                        return (opening == body, drips)
                    }
                }
            }
            var (ended, heads, drips, idleStood) = (0, 0, (head: 0, body: 0), false)
            while let (isBody, count) = try await group.next() {
                ended += 1
                if isBody { drips.body = max(drips.body, count) } else { drips.head = max(drips.head, count) }
                if !isBody { heads += 1 }
                if !isBody, heads == 2 * each { idleStood = idle.answered && idle.channel.isActive }
            }
            return (ended, drips, idleStood)
        }
        try? await idle.channel.close()
        let (answers, slowest) = try await others
        let seconds = Int(begin.duration(to: clock.now) / .seconds(1))
        let grown = (try served.memory().peak - before.resident) / 1_024
        let isWell = try await served.isWell()
        FaultRow.say(
            "slowloris: silent, a byte a second of a head, of a body",
            toReach: "all ended by their deadlines, others served",
            "\(openings.count * each) connections, \(ended) ended within \(seconds) s, \(answers) others served meanwhile, "
                + "the slowest in \(Int(slowest / .milliseconds(1))) ms; +\(grown) MB at the peak",
            met: ended == openings.count * each && seconds <= 70 && answers > 0 && isWell)
        #expect(ended == openings.count * each && isWell && answers > 0)
        // A second a byte: nearly twice the deadlines would be as wrong as twice.
        #expect(drips.head > 0 && drips.head <= 25, "15 s for a head, \(drips.head) bytes of it")
        #expect(drips.body <= 95, "60 s for a body and 5 to hear of it, \(drips.body) bytes of it")
        #expect(idleStood, "a head that is not said ends before 60 s of idleness")
    }

    /// Whether a new connection is answered, once the server has heard of the others' ends.
    private static func answeredAgain(_ served: ServedRegion) async throws -> Bool {
        for _ in 0..<1_000 where try await HeldConnection.open(port: served.port).answered { return true }
        return false
    }
}
