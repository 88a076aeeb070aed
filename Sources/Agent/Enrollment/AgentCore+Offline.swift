public import Reports

extension AgentCore {
    /// What the first bundle carries: the request, signed by this agent's key as an envelope of kind `.enrollment`; nil once
    /// the receipt is there.
    /// - Throws: `EnrollmentFailure` before enrolment.
    public func enrollmentRequest() throws -> Envelope? {
        let request = try enrolled()
            .request(publicKey: key.publicKey, agentVersion: version, origin: origin)
        return try request.map { try Envelope.seal($0, kind: .enrollment, with: key) }
    }

    /// Takes the region's word from an acknowledgement: the enrolment is complete, and the secret is forgotten.
    /// - Parameter receipt: an envelope of kind `.receipt`.
    /// - Throws: `EnrollmentFailure` of code `badReceipt` when it is not the region's word on this agent; `StateFailure`.
    public func complete(receipt: String) throws {
        try replace(with: try enrolled().completed(by: receipt, for: key.publicKey))
    }

    /// Enrols over the network an agent that has enrolled without one, where it now knows a server.
    /// - Throws: `ConnectionFailure`, `EnrollmentFailure` or `StateFailure`.
    func confirm(_ enrollment: Enrollment, at server: ServerAddress) async throws -> Enrollment {
        guard let envelope = try enrollmentRequest() else { return enrollment }
        let response = try await Enroller(client: client(for: server))
            .ask(envelope, of: .key(enrollment.regionKey))
        var completed = try enrollment.completed(by: response.receipt, for: key.publicKey)
        completed.lineTestServer = response.lineTestServer
        try replace(with: completed)
        return completed
    }
}
