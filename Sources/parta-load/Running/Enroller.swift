internal import FoundationEssentials
internal import NIOCore
internal import Reports

/// Has agents taken in by codes, as computers are.
struct Enroller: Sendable {
    let dialer: Dialer
    /// Used in turns.
    let codes: [EnrollmentCode]

    /// - Throws: `LoadFailure` of the first agent that is not taken in, or that waits for approval.
    func enroll(_ agents: [SimulatedAgent], parallel: Int) async throws {
        let next = TurnCounter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<parallel {
                group.addTask { try await self.work(on: agents, next) }
            }
            try await group.waitForAll()
        }
    }

    private func work(on agents: [SimulatedAgent], _ next: TurnCounter) async throws {
        var line = LoadLine(dialer: dialer, tally: LoadTally(keepsAcknowledged: false))
        defer { line.close() }
        while case let index = next.take(), index < agents.count {
            let code = codes[index % codes.count]
            let request = EnrollmentRequest(
                publicKey: agents[index].key.publicKey, secret: code.secret, room: nil, label: nil,
                agentVersion: Version.text)
            let envelope = try Envelope.seal(request, kind: .enrollment, with: agents[index].key)
            let answer: HTTPAnswer
            do {
                answer = try await line.post("/v1/enroll", ByteBuffer(string: envelope.text))
            } catch {
                throw LoadFailure.unreachable(server: dialer.server.text, reason: NetworkReason.text(error))
            }
            try judge(answer, by: code, agent: index)
        }
    }

    private func judge(_ answer: HTTPAnswer, by code: EnrollmentCode, agent: Int) throws {
        let body = Data(answer.body.readableBytesView)
        guard answer.status == 200 else {
            let refusal = try? ReportCoder.decode(ErrorResponse.self, from: body)
            throw LoadFailure.notEnrolled(agent: agent, reason: refusal?.message ?? "HTTP \(answer.status)")
        }
        let taken = try ReportCoder.decode(EnrollmentResponse.self, from: body)
        guard code.isFor(taken.regionKey) else { throw LoadFailure.otherServer(dialer.server.text) }
        guard taken.waiting != true else {
            throw LoadFailure.notEnrolled(agent: agent, reason: "it waits for approval; give the code more uses")
        }
    }
}
