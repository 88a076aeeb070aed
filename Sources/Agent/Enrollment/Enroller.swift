internal import FoundationEssentials
internal import Reports

/// Makes an agent known to its region: once, and again where the region has forgotten it.
struct Enroller: Sendable {
    /// How a region took an agent in.
    struct Admission: Sendable {
        var enrollment: Enrollment
        /// Whether its reports wait for approval.
        var isWaiting: Bool
    }

    private let client: AggregatorClient

    /// - Parameter client: speaks to the server that the enrolment file names, or to the region's.
    init(client: AggregatorClient) {
        self.client = client
    }

    /// Asks who answers, and tells the code's secret, signed by the agent's key, only to the region the code was made for;
    /// believes the answer only when the region's receipt names this agent.
    /// - Parameter origin: where the key came from, if it is not this computer's first.
    /// - Throws: `ConnectionFailure` or `EnrollmentFailure`.
    func enroll(
        with file: EnrollmentFile, key: SigningKey, agentVersion: String, origin: Origin? = nil
    ) async throws -> Admission {
        let request = EnrollmentRequest(
            publicKey: key.publicKey, secret: file.secret, room: file.room, label: file.label,
            agentVersion: agentVersion, clonedFrom: origin?.clonedFrom, formerProof: origin?.formerProof)
        let envelope = try Envelope.seal(request, kind: .enrollment, with: key)
        let response = try await ask(envelope, of: file.anchor)
        let receipt = try Enroller.receipt(response.receipt, from: response.regionKey, for: key.publicKey)
        guard let hashKey = Base64URL.decode(response.hashKey[...]), hashKey.count == 32 else {
            throw EnrollmentFailure(code: .badReceipt, reason: "the region's hash key is not 32 bytes")
        }
        let enrollment = Enrollment(
            server: client.server, regionKey: response.regionKey, receipt: response.receipt, school: receipt.school,
            hashKey: response.hashKey, lineTestServer: response.lineTestServer, room: file.room, label: file.label,
            pedagogical: file.pedagogical, codeHash: file.ticketHash(by: RegionHash(key: hashKey)))
        return Admission(enrollment: enrollment, isWaiting: response.waiting == true)
    }

    /// Asks a region that has forgotten this agent, because a backup was restored, to take it in again on its own receipt.
    /// - Throws: `ConnectionFailure` or `EnrollmentFailure`.
    func readmit(_ enrollment: Enrollment, key: SigningKey, agentVersion: String) async throws -> Admission {
        let request = EnrollmentRequest(
            publicKey: key.publicKey, secret: "", room: enrollment.room, label: enrollment.label,
            agentVersion: agentVersion, receipt: enrollment.receipt)
        let response = try await ask(
            Envelope.seal(request, kind: .enrollment, with: key), of: .key(enrollment.regionKey))
        let receipt = try Enroller.receipt(response.receipt, from: response.regionKey, for: key.publicKey)
        var renewed = enrollment
        renewed.receipt = response.receipt
        renewed.school = receipt.school
        renewed.lineTestServer = response.lineTestServer ?? enrollment.lineTestServer
        return Admission(enrollment: renewed, isWaiting: response.waiting == true)
    }

    /// Tells the request only to the region that is meant, and believes no answer but that region's.
    /// - Throws: `ConnectionFailure` or `EnrollmentFailure`.
    func ask(_ request: Envelope, of anchor: ServerProof.Anchor) async throws -> EnrollmentResponse {
        let answer = try await telling { connection in
            let region = try Enroller.response(
                RegionResponse.self, in: try await connection.get("/v1/region"), server: client.server)
            guard anchor.isOf(region.regionKey) else { throw Enroller.wrongRegion }
            return try await connection.post(
                "/v1/enroll", body: Data(request.text.utf8), contentType: Envelope.mediaType)
        }
        let response = try Enroller.response(EnrollmentResponse.self, in: answer, server: client.server)
        guard anchor.isOf(response.regionKey) else { throw Enroller.wrongRegion }
        client.trust?.take(response.trust ?? [], of: response.regionKey)
        return response
    }

    /// A conversation in which another region's server is what it is to an enrolment.
    private func telling(_ body: (AggregatorConnection) async throws -> HTTPAnswer) async throws -> HTTPAnswer {
        do {
            return try await client.withConnection(body)
        } catch let failure as ConnectionFailure where failure.code == .otherRegion {
            throw Self.wrongRegion
        }
    }

    private static let wrongRegion = EnrollmentFailure(
        code: .wrongRegion, reason: "who answers does not hold the key of the region that made this code")

    /// What the answer says, whoever signed it.
    static func response<Response: Decodable>(
        _ type: Response.Type, in answer: HTTPAnswer, server: ServerAddress
    ) throws -> Response {
        if answer.isSuccess {
            if let response = try? ReportCoder.decode(Response.self, from: answer.body) { return response }
        } else if answer.status == 429 || answer.status == 503 {
            // Whatever the word: what may pass must never be taken for a code that is no good.
            let reason = answer.status == 429 ? "too many attempts to enrol" : "the aggregator is busy"
            throw EnrollmentFailure(code: .rateLimited(seconds: answer.retryAfterSeconds), reason: reason)
        } else if answer.status < 500, let refusal = try? ReportCoder.decode(ErrorResponse.self, from: answer.body) {
            throw EnrollmentFailure(refusal, retryAfterSeconds: answer.retryAfterSeconds)
        }
        throw ConnectionFailure(
            code: .garbled, server: server.text,
            reason: "answers an enrolment with HTTP \(answer.status) and no word of it")
    }

    /// The region's signed word on an agent, verified.
    static func receipt(
        _ text: String, from region: VerifyingKey, for key: VerifyingKey
    ) throws -> EnrollmentReceipt {
        let receipt: EnrollmentReceipt
        do {
            receipt = try Envelope(text: text).open(EnrollmentReceipt.self, kind: .receipt, with: region)
        } catch {
            throw EnrollmentFailure(code: .badReceipt, reason: "the region's receipt cannot be trusted (\(error))")
        }
        guard receipt.publicKey == key, receipt.agent == key.agentID else {
            throw EnrollmentFailure(code: .badReceipt, reason: "the region's receipt names another agent")
        }
        return receipt
    }
}
