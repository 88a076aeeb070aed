internal import FoundationEssentials
public import Reports

extension AgentCore {
    /// What the region set for this computer's school; nil before enrolment, and where it set nothing.
    public var regionSettings: SettingsDocument? {
        enrollment.flatMap { settings.document(of: $0.regionKey) }
    }

    /// Takes settings that came by file or by wire.
    /// - Parameter envelopeText: an envelope of kind `.settings`.
    /// - Throws: `SettingsFailure`, `StateFailure`; `EnrollmentFailure` before enrolment.
    @discardableResult
    public func acceptSettings(envelopeText: String) throws -> SettingsAcceptance {
        try settings.accept(envelopeText: envelopeText, of: try enrolled().regionKey, at: clock.now())
    }

    /// Fetches the settings where the aggregator says there are newer ones, and once a week.
    /// - Parameter announced: `DeliveryResponse.settingsVersion`.
    /// - Returns: nil where there was no reason to ask.
    /// - Throws: `ConnectionFailure`, `SettingsFailure`, `StateFailure`; `EnrollmentFailure` before enrolment.
    func fetchSettings(announced: Int?) async throws -> SettingsAcceptance? {
        let enrollment = try enrolled()
        guard let server = enrollment.server else { return nil }
        let now = clock.now()
        guard let version = settings.versionToAskWith(announced: announced, of: enrollment.regionKey, at: now) else {
            return nil
        }
        let request = SettingsRequest(
            agent: agent, askedAt: now, version: version, trustVersion: trust?.statement?.version ?? 0)
        let envelope = try Envelope.seal(request, kind: .settingsRequest, with: key)
        let answer = try await client(for: server).withConnection { connection in
            try await connection.get("/v1/settings", headers: [SettingsRequest.header: envelope.text])
        }
        let response = try Self.settings(in: answer)
        trust?.take(response.trust, of: enrollment.regionKey)
        return try response.settings.map { try acceptSettings(envelopeText: $0) } ?? .known
    }

    private static func settings(in answer: HTTPAnswer) throws -> SettingsResponse {
        if answer.isSuccess {
            if let response = try? ReportCoder.decode(SettingsResponse.self, from: answer.body) { return response }
            throw SettingsFailure(code: .refused, reason: "it answers with something else")
        }
        let refusal = try? ReportCoder.decode(ErrorResponse.self, from: answer.body)
        let told = refusal.map { "\($0.error.asOneLine(limit: 40)): \($0.message.asOneLine())" }
        throw SettingsFailure(code: .refused, reason: told ?? "HTTP \(answer.status)")
    }
}
