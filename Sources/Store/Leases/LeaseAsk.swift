public import FoundationEssentials
public import Reports

/// A lease request whose signature held, and what the store needs to answer it: the only way to make one is to verify an
/// envelope.
public struct LeaseAsk: Sendable, Equatable {
    /// The size limit of a request's JSON, in bytes.
    public static let payloadLimitBytes = 16_384

    public let request: LeaseRequest
    /// The id of the lease, should one be granted.
    public let newID: String
    /// The listener's token, should the LAN question be asked.
    public let newPeerToken: String
    /// By the server's clock.
    public let time: Date
    public let rules: LeaseRules

    /// Verifies, then inflates, then parses, then checks bounds.
    /// - Parameters:
    ///   - key: the key registered for `envelope.keyID`.
    ///   - newID: unguessable, new for each ask; so is `newPeerToken`.
    /// - Throws: `EnvelopeFailure`; `ReportFailure` for a request that its own agent signed but no store can answer.
    public init(
        _ envelope: Envelope, key: VerifyingKey, newID: String, newPeerToken: String, time: Date, rules: LeaseRules
    ) throws {
        request = try envelope.open(
            LeaseRequest.self, kind: .lease, with: key, limitBytes: Self.payloadLimitBytes)
        guard request.agent == envelope.keyID else { throw ReportFailure.anotherAgent }
        try LeaseBounds.check(request)
        self.newID = newID
        self.newPeerToken = newPeerToken
        self.time = time
        self.rules = rules
    }
}

/// What a lease request may hold at most.
enum LeaseBounds {
    /// What a test can have moved; sums of many of them stay within 64 bits.
    static let bytesLimit = 1_000_000_000_000

    static func check(_ request: LeaseRequest) throws(ReportFailure) {
        guard isHash(request.nonce) else { throw .outOfBounds("nonce is not 32 lower-case hexadecimal digits") }
        if let gateway = request.gateway, !isHash(gateway) {
            throw .outOfBounds("gateway is not 32 lower-case hexadecimal digits")
        }
        for text in [request.slot, request.lease, request.test].compactMap(\.self)
        where !(1...ReportBounds.textLimitBytes).contains(text.utf8.count) {
            throw .outOfBounds("a text is empty or longer than \(ReportBounds.textLimitBytes) bytes")
        }
        guard request.askedAt.bootID.utf8.count <= ReportBounds.textLimitBytes else {
            throw .outOfBounds("a boot id is longer than \(ReportBounds.textLimitBytes) bytes")
        }
        if let bytes = request.bytes, !(0...bytesLimit).contains(bytes) {
            throw .outOfBounds("a test cannot take that many bytes")
        }
        if request.ask != .test, request.lease == nil { throw .outOfBounds("it names no lease") }
        if request.ask == .listening, request.listening.flatMap(LANAddress.init) == nil {
            throw .outOfBounds("a listener's address is not HOST:PORT within a local network")
        }
    }

    private static func isHash(_ text: String) -> Bool {
        text.utf8.count == 32 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }
}
