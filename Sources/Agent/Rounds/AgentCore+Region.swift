internal import FoundationEssentials
public import Reports

extension AgentCore {
    /// What the region says of its servers and to which key bundles are sealed; nil while nothing is known.
    public var regionServers: ServerTrust? { trust?.statement }

    /// Sentences for the log and the doctor on what stopped nothing, such as a certificate that has ended.
    public var serverNotes: [String] {
        let clock = clock.now().wallClock
        return trust?.notes(now: max(clock, BuildDate.read() ?? clock)) ?? []
    }

    /// What is believed while enrolling: the code's fingerprint, or the region's key and servers where the code is that
    /// region's. It is kept only once the region has taken this agent in.
    func joining(with file: EnrollmentFile) -> RegionTrust {
        guard let enrollment, file.isFor(enrollment.regionKey) else { return RegionTrust(anchor: file.anchor) }
        return RegionTrust(anchor: .key(enrollment.regionKey), known: trust?.known)
    }

    /// Shows a region that does not know this agent its own receipt, once a delivery.
    /// - Parameter outcome: gets the failure where the region stands by it.
    /// - Returns: whether there is reason to deliver again.
    /// - Throws: `StateFailure` where the new receipt cannot be kept.
    func isReadmitted(after outcome: inout DeliveryOutcome) async throws -> Bool {
        guard (outcome.failure as? DeliveryFailure)?.code == .unknownAgent, let enrollment,
            let server = enrollment.server
        else { return false }
        do {
            let admission = try await Enroller(client: client(for: server))
                .readmit(enrollment, key: key, agentVersion: version)
            try replace(with: admission.enrollment)
            note(admission)
            return true
        } catch let failure as EnrollmentFailure where failure.code == .revoked {
            outcome.failure = DeliveryFailure(code: .revoked, reason: failure.reason)
        } catch let failure as EnrollmentFailure {
            if case .rateLimited(let seconds) = failure.code { outcome.retryAfterSeconds = seconds }
            outcome.failure = DeliveryFailure(
                code: .unknownAgent,
                reason: "the aggregator does not know this computer, nor takes it in on its receipt (\(failure.reason))"
            )
        } catch let failure as ConnectionFailure {
            outcome.failure = failure
        }
        return false
    }

    /// Fetches the newest statement on the region's servers where there is one. What fails here is tried after the next
    /// delivery again, whose answer names the version as well.
    func learnTrust(from outcome: DeliveryOutcome, over client: AggregatorClient) async {
        guard let trust, let version = outcome.trustVersion, version > trust.statement?.version ?? 0 else { return }
        let answer = try? await client.withConnection { try await $0.get("/v1/region") }
        guard let answer, answer.isSuccess,
            let region = try? ReportCoder.decode(RegionResponse.self, from: answer.body)
        else { return }
        trust.take(region.trust ?? [], of: region.regionKey)
    }

    /// Remembers how the region took this agent in.
    func note(_ admission: Enroller.Admission) {
        guard admission.isWaiting else { return settle(nil) }
        settle(.waiting, "the region has not approved this computer yet")
    }

    /// Remembers what a delivery was told.
    func note(_ outcome: DeliveryOutcome) {
        switch (outcome.failure as? DeliveryFailure)?.code {
        case .revoked?: settle(.revoked, "\(outcome.failure?.description ?? "")")
        case .waiting?: settle(.waiting, "\(outcome.failure?.description ?? "")")
        default: if outcome.serverTime != nil { settle(nil) }
        }
    }

    private func settle(_ word: RegionStanding.Word?, _ sentence: String = "") {
        let before = standing
        guard let word else {
            guard before != nil else { return }
            standing = nil
            // Where the file stays it costs a restarted agent a day of silence at most.
            try? state.forgetStanding()
            return
        }
        let now = clock.now().wallClock
        let said = RegionStanding(
            agent: agent, word: word, sentence: sentence, since: before?.word == word ? before?.since ?? now : now,
            askedAt: now)
        standing = said
        // On a full disk it is known until the program ends, and told again afterwards.
        try? state.save(said)
    }
}

extension StateDirectory {
    /// What the servers of an enrolment's region are known by, kept as it grows.
    func trust(in enrollment: Enrollment) -> RegionTrust {
        RegionTrust(anchor: .key(enrollment.regionKey), known: StateDirectory.knownServers(in: path)) {
            try self.save($0)
        }
    }
}
