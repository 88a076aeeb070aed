public import FoundationEssentials

/// `POST /v1/reports` takes envelopes of kind `.report`, one a line, and answers with this.
public struct DeliveryResponse: Codable, Sendable, Equatable {
    /// What is durably stored, per stream that the request named.
    public var accepted: [AcceptedStream]
    /// What was refused for good, so that the agent keeps it aside and says so.
    public var refused: [RefusedEnvelope]
    public var serverTime: Date
    /// Seconds to wait before the next delivery, when the server asks for patience.
    public var retryAfter: Int?
    /// Changes when a backup is restored: agents then resend what is missing.
    public var storeEpoch: String
    /// Where to measure the line: `ws://HOST:PORT`.
    public var lineTestServer: String?
    /// True orders this computer to take a key of its own, because the key it delivers with is live on another as well.
    public var rekey: Bool?
    /// True asks for a whole scan in the next report, because the region's table of devices differs from the agent's.
    public var sendFull: Bool?
    /// The newest version of the school's settings, so that an agent knows when to fetch them.
    public var settingsVersion: Int?
    /// The newest statement on the region's servers, likewise.
    public var trustVersion: Int?

    public init(
        accepted: [AcceptedStream], refused: [RefusedEnvelope], serverTime: Date, retryAfter: Int? = nil,
        storeEpoch: String, lineTestServer: String? = nil, rekey: Bool? = nil, sendFull: Bool? = nil,
        settingsVersion: Int? = nil, trustVersion: Int? = nil
    ) {
        self.sendFull = sendFull
        self.settingsVersion = settingsVersion
        self.trustVersion = trustVersion
        self.accepted = accepted
        self.refused = refused
        self.serverTime = serverTime
        self.retryAfter = retryAfter
        self.storeEpoch = storeEpoch
        self.lineTestServer = lineTestServer
        self.rekey = rekey
    }

    enum CodingKeys: String, CodingKey {
        case accepted, refused, rekey
        case serverTime = "server_time"
        case retryAfter = "retry_after"
        case storeEpoch = "store_epoch"
        case lineTestServer = "line_test_server"
        case sendFull = "send_full"
        case settingsVersion = "settings_version"
        case trustVersion = "trust_version"
    }
}

/// The numbers of one stream that the aggregator holds.
public struct AcceptedStream: Codable, Sendable, Equatable {
    public var stream: String
    public var ranges: SequenceRanges

    public init(stream: String, ranges: SequenceRanges) {
        self.stream = stream
        self.ranges = ranges
    }
}

/// An envelope the aggregator will never take, by its position in the request.
public struct RefusedEnvelope: Codable, Sendable, Equatable {
    /// From 0.
    public var index: Int
    public var error: String
    /// One sentence.
    public var message: String

    public init(index: Int, error: String, message: String) {
        self.index = index
        self.error = error
        self.message = message
    }
}

/// The body of every answer that is not a success.
public struct ErrorResponse: Codable, Sendable, Equatable {
    /// A fixed word that programs act on, such as `code_expired`.
    public var error: String
    /// One sentence for a person: what happened and what to do.
    public var message: String

    public init(error: String, message: String) {
        self.error = error
        self.message = message
    }
}
