internal import FoundationEssentials
internal import Logging
internal import Reports
internal import Store

/// Tells a hub once all that it does not hold yet.
///
/// What the hub has answered is remembered before the next message is made, and no more than one message lies in memory: a
/// round that breaks off anywhere is taken up by the next one, and what came twice counts once.
struct ForwardingRound {
    /// How many schools are read at a time, and how many bytes of envelopes go into one message.
    static let schoolsRead = 50
    static let envelopesRead = 200
    static let envelopeBytes = 400_000
    /// How many schools one round works out anew at most before it tells of them.
    static let figureBatches = 20
    static let figureBatch = 25
    /// So many messages of envelopes go in one round, so that figures do not wait for a backlog.
    static let envelopeMessages = 200

    let store: any Store
    let region: RegionIdentity
    let link: HubLink
    let logger: Logger
    /// Of this process.
    let holder: String
    let now: @Sendable () -> Date

    struct Told: Sendable, Equatable {
        var schools = 0
        var envelopes = 0
        var refused = 0
        /// Whether another process forwards.
        var isElsewhere = false
        /// Whether there is a backlog to go on with at once.
        var hasMore = false
    }

    /// - Throws: `ForwardingFailure`, `ReadingFailure`, the store's error.
    func run() async throws -> Told {
        let start = now()
        let hub = try await link.meet()
        let state = try await store.beginForwarding(
            ForwardingStart(
                url: link.server.url, hub: hub, epoch: region.storeEpoch, holder: holder, now: start,
                until: start.addingTimeInterval(900)))
        guard let state else { return Told(isElsewhere: true) }
        do {
            var told = Told()
            let newest = try await store.figures(Query(asOf: start), scope: .everything).newestReport
            var message = ForwardingMessage(hub: hub.agentID, lost: state.lost, newestReport: newest)
            try await tellSchools(&message, &told, asOf: start)
            try await tellEnvelopes(&message, &told)
            try await tellAll(&message, asOf: start)
            try await store.endForwarding(
                hub: hub.agentID, holder: holder, completeAt: told.hasMore ? nil : start, statement: link.statement)
            return told
        } catch {
            // Whoever goes on need not wait for the round's time to be over; if this fails too, they do.
            try? await store.endForwarding(
                hub: hub.agentID, holder: holder, completeAt: nil, statement: link.statement)
            throw error
        }
    }

    // MARK: Schools

    private func tellSchools(_ message: inout ForwardingMessage, _ told: inout Told, asOf: Date) async throws {
        try await workOut(asOf: asOf)
        (message.programmes, message.indicators) = try await store.forwardedBooks()
        var last: String?
        while true {
            let page = try await store.forwardPage(
                hub: message.hub, after: last, limit: Self.schoolsRead, asOf: asOf)
            guard let end = page.last else { return }
            last = end
            if !page.schools.isEmpty { try await tell(page.schools[...], message, &told) }
        }
    }

    /// Figures that reports have made old since the hour's work.
    private func workOut(asOf: Date) async throws {
        var left = Int.max
        for _ in 0..<Self.figureBatches {
            let rest = try await store.refreshFigures(Query(asOf: asOf), scope: .everything, limit: Self.figureBatch)
            guard rest > 0, rest < left else { return }
            left = rest
        }
    }

    /// Those that the hub cannot take are found by halves, and remembered with the reason.
    private func tell(
        _ schools: ArraySlice<(told: ForwardedSchool, digest: Data)>, _ message: ForwardingMessage, _ told: inout Told
    ) async throws {
        var message = message
        message.schools = schools.map(\.told)
        do {
            let answer = try await send(message)
            let refused = Dictionary(
                answer.refused.compactMap { refused in refused.school.map { ($0, refused) } }
            ) { first, _ in first }
            for refusal in refused.values { note(refusal.message) }
            try await store.noteForwarded(
                hub: message.hub,
                schools.map {
                    ForwardedMark(
                        school: $0.told.school.id, digest: $0.digest, refused: refused[$0.told.school.id]?.error)
                }, at: now())
            told.schools += answer.schools
            told.refused += refused.count
        } catch ForwardingFailure.unacceptable(let reason) {
            guard schools.count > 1 else {
                try await leaveOut(schools, message, because: reason)
                told.refused += schools.count
                return
            }
            let middle = schools.startIndex + schools.count / 2
            try await tell(schools[..<middle], message, &told)
            try await tell(schools[middle...], message, &told)
        }
    }

    private func leaveOut(
        _ schools: ArraySlice<(told: ForwardedSchool, digest: Data)>, _ message: ForwardingMessage,
        because reason: String
    ) async throws {
        for school in schools { note("school \(school.told.school.id): \(reason)") }
        try await store.noteForwarded(
            hub: message.hub,
            schools.map { ForwardedMark(school: $0.told.school.id, digest: $0.digest, refused: "unacceptable") },
            at: now())
    }

    // MARK: Envelopes

    private func tellEnvelopes(_ message: inout ForwardingMessage, _ told: inout Told) async throws {
        for _ in 0..<Self.envelopeMessages {
            let found = try await store.forwardedEnvelopes(
                hub: message.hub, limit: Self.envelopesRead, bytes: Self.envelopeBytes)
            message.waiting = found.waiting
            var lost = 0
            if !found.texts.isEmpty {
                message.agents = found.agents
                message.envelopes = found.texts
                lost = try await tellEnvelopes(message, &told)
                (message.agents, message.envelopes) = ([], [])
            }
            try await store.noteForwarded(hub: message.hub, position: found.position, lost: lost)
            message.lost += lost
            told.hasMore = found.hasMore
            if !found.hasMore { return }
        }
    }

    /// - Returns: how many could not be handed on.
    private func tellEnvelopes(_ message: ForwardingMessage, _ told: inout Told) async throws -> Int {
        do {
            let answer = try await send(message)
            let refused = answer.refused.filter { $0.envelope != nil }
            for refusal in refused.prefix(1) { note("\(refused.count) envelopes: \(refusal.message)") }
            told.envelopes += answer.stored + answer.duplicates
            told.refused += refused.count
            return 0
        } catch ForwardingFailure.unacceptable(let reason) {
            guard message.envelopes.count > 1 else {
                note("an envelope is not handed on: \(reason)")
                return 1
            }
            var halves = (message, message)
            let middle = message.envelopes.count / 2
            halves.0.envelopes = Array(message.envelopes[..<middle])
            halves.1.envelopes = Array(message.envelopes[middle...])
            return try await tellEnvelopes(halves.0, &told) + tellEnvelopes(halves.1, &told)
        }
    }

    /// Says that with this everything is told: the hub shows how fresh that is.
    private func tellAll(_ message: inout ForwardingMessage, asOf: Date) async throws {
        message.isComplete = message.waiting == 0
        (message.programmes, message.indicators) = ([], [])
        _ = try await send(message)
    }

    // MARK: One message

    /// - Throws: `ForwardingFailure`.
    private func send(_ message: ForwardingMessage) async throws -> ForwardAnswer {
        var held = 0
        for _ in 0..<3 {
            let number = try await store.drawForwardNumber(hub: message.hub, above: held, at: now())
            let envelope: Envelope
            do {
                envelope = try Envelope.seal(
                    message.forward(number: number, at: now()), kind: .forward, with: region.signingKey)
            } catch EnvelopeFailure.tooLarge(let limit) {
                throw ForwardingFailure.unacceptable("it is larger than the \(limit) bytes of one message")
            }
            let answer = try await link.forward(envelope.text, as: region.publicKey)
            if answer.status == 200 {
                guard let said = try? ReportCoder.decode(ForwardAnswer.self, from: answer.body), said.number == number
                else {
                    throw ReadingFailure.unreadable(link.server.url, "POST /v1/forward: it may be of another release")
                }
                return said
            }
            let said = try? ReportCoder.decode(HubErrorResponse.self, from: answer.body)
            guard said?.error == "stale_number", let higher = said?.held else {
                throw ForwardingFailure(answer, said, of: link.server.url)
            }
            held = higher
        }
        throw ForwardingFailure.refused(
            "the hub holds a higher number each time: another database forwards as this region")
    }

    private func note(_ reason: String) {
        logger.warning("the hub does not take all that is forwarded", metadata: ["reason": "\(reason)"])
    }
}
