internal import Outbox
public import Presentation
public import Reports

/// What a command asks the running agent: one line of JSON.
public struct ControlRequest: Codable, Sendable, Equatable {
    public enum Ask: String, Codable, Sendable {
        case export, acknowledge, status
        case sealNow = "seal-now"
    }

    /// The longest line, in bytes: an envelope, and what JSON puts around it.
    static let limitBytes = Envelope.limitBytes + 4_096

    public var ask: Ask
    /// Of `export`: also what was acknowledged lately.
    public var all: Bool?
    /// Of `acknowledge`: the region's answer.
    public var envelope: String?

    public init(_ ask: Ask, all: Bool? = nil, envelope: String? = nil) {
        self.ask = ask
        self.all = all
        self.envelope = envelope
    }
}

/// What the agent answers: one line of JSON, and after it as many bytes of a file as it says; the last line has a result
/// or a failure.
struct ControlAnswer: Codable, Sendable, Equatable {
    /// How many bytes follow this line.
    var piece: Int?
    var result: ControlResult?
    var failure: ControlFailure?
}

/// How a request ended.
public struct ControlResult: Codable, Sendable, Equatable {
    public var agent: AgentID?
    public var regionKey: VerifyingKey?
    /// How many reports were exported or sealed, or wait.
    public var reports: Int?
    public var acknowledgement: AcknowledgementSummary?

    init(
        agent: AgentID? = nil, regionKey: VerifyingKey? = nil, reports: Int? = nil,
        acknowledgement: AcknowledgementSummary? = nil
    ) {
        self.agent = agent
        self.regionKey = regionKey
        self.reports = reports
        self.acknowledgement = acknowledgement
    }

    enum CodingKeys: String, CodingKey {
        case agent, reports, acknowledgement
        case regionKey = "region_key"
    }
}

/// Why a request was not carried out, as the agent says it.
public struct ControlFailure: ExplainedFailure, Codable, Equatable {
    /// Of sysexits.h.
    var exit: Int32
    var message: String

    init(exit: SystemExit, message: String) {
        self.exit = exit.rawValue
        self.message = message
    }

    init(_ error: any Error) {
        let explained = error as? any ExplainedFailure
        self.init(exit: explained?.exitStatus ?? .software, message: explained?.description ?? "unexpected: \(error)")
    }

    public var description: String { message }
    public var exitStatus: SystemExit { SystemExit(rawValue: exit) ?? .software }
}
