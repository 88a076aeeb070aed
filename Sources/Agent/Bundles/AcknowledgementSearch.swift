public import FoundationEssentials
public import Reports

/// Looks for one agent's acknowledgement among those of a whole region, line by line.
public struct AcknowledgementSearch: Sendable {
    /// An acknowledgement inflated, in bytes: settings and statements are the largest part.
    private static let payloadLimitBytes = 2_097_152

    private let agent: AgentID
    private let region: VerifyingKey
    private var rest = Data()
    private var newest: (text: String, time: Date)?
    /// How many lines this region signed, for whomever.
    public private(set) var signed = 0
    /// How many lines it did not.
    public private(set) var foreign = 0

    public init(agent: AgentID, region: VerifyingKey) {
        self.agent = agent
        self.region = region
    }

    /// The newest one found.
    public var found: String? { newest?.text }

    /// Takes the next bytes of a file.
    public mutating func read(_ piece: Data) {
        rest.append(piece)
        var begin = rest.startIndex
        while let end = rest[begin...].firstIndex(of: UInt8(ascii: "\n")) {
            look(at: rest[begin..<end])
            begin = rest.index(after: end)
        }
        rest = Data(rest[begin...])
        // No envelope: let go of, and what follows up to the next line end with it, as it will not verify.
        if rest.count > Envelope.limitBytes { rest = Data([UInt8(ascii: "?")]) }
    }

    /// Ends a file: its last line may lack its end.
    public mutating func endFile() {
        look(at: rest)
        rest = Data()
    }

    static func open(_ text: String, region: VerifyingKey) -> Acknowledgement? {
        guard let envelope = try? Envelope(text: text) else { return nil }
        return try? envelope.open(
            Acknowledgement.self, kind: .acknowledgement, with: region, limitBytes: payloadLimitBytes)
    }

    private mutating func look(at line: Data) {
        guard !line.isEmpty else { return }
        let text = String(decoding: line, as: UTF8.self).filter { !$0.isNewline }
        guard let answer = Self.open(text, region: region) else {
            foreign += 1
            return
        }
        signed += 1
        guard answer.agent == agent, answer.serverTime >= newest?.time ?? .distantPast else { return }
        newest = (text, answer.serverTime)
    }
}
