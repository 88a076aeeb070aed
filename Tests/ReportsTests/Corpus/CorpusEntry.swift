import FoundationEssentials

@testable import Reports

/// One file of the corpus, and what it must read as.
struct CorpusEntry: Sendable, CustomStringConvertible {
    var name: String
    /// Nil for an answer that travels without an envelope.
    var kind: Envelope.Kind?
    /// Whether it holds every field that its kind has.
    var isFull: Bool
    var json: @Sendable () throws -> Data
    /// Whether a JSON text reads as the value.
    var reads: @Sendable (Data) throws -> Bool
    /// Whether an envelope opens as the value, by the key that belongs to it.
    var opens: @Sendable (Envelope, VerifyingKey) throws -> Bool
    var seal: @Sendable (SigningKey) throws -> Envelope?
    var reflected: @Sendable () throws -> Any

    var description: String { name }

    init<Value: Codable & Equatable & Sendable>(
        _ name: String, _ kind: Envelope.Kind?, isFull: Bool, _ value: @escaping @Sendable () throws -> Value
    ) {
        self.name = name
        self.kind = kind
        self.isFull = isFull
        json = { try ReportCoder.encode(value(), pretty: true) }
        reads = { try ReportCoder.decode(Value.self, from: $0) == value() }
        opens = { envelope, key in
            guard let kind else { return false }
            return try envelope.open(Value.self, kind: kind, with: key) == value()
        }
        seal = { key in try kind.map { try Envelope.seal(value(), kind: $0, with: key) } }
        reflected = { try value() }
    }

    /// Whose signature it carries.
    var signer: SigningKey {
        switch kind {
        case .receipt, .trust, .settings, .acknowledgement: CorpusSamples.region
        default: CorpusSamples.agent
        }
    }

    static let all: [CorpusEntry] = [
        CorpusEntry("report-empty", .report, isFull: false) { CorpusSamples.emptyReport },
        CorpusEntry("report-small", .report, isFull: false) { CorpusSamples.smallReport },
        CorpusEntry("report-full", .report, isFull: true) { CorpusSamples.fullReport },
        CorpusEntry("enrollment-small", .enrollment, isFull: false) { CorpusSamples.enrollment },
        CorpusEntry("enrollment-full", .enrollment, isFull: false) { CorpusSamples.fullEnrollmentV1 },
        CorpusEntry("enrollment-proven", .enrollment, isFull: true) { CorpusSamples.fullEnrollment },
        CorpusEntry("lease-small", .lease, isFull: false) { CorpusSamples.lease },
        CorpusEntry("lease-full", .lease, isFull: true) { CorpusSamples.fullLease },
        CorpusEntry("settings-request-full", .settingsRequest, isFull: true) { CorpusSamples.settingsRequest },
        CorpusEntry("bundle-manifest-full", nil, isFull: true) { CorpusSamples.manifest },
        CorpusEntry("receipt-full", .receipt, isFull: true) { CorpusSamples.receipt },
        CorpusEntry("settings-small", .settings, isFull: false) { CorpusSamples.settings },
        CorpusEntry("settings-full", .settings, isFull: false) { CorpusSamples.fullSettingsV1 },
        CorpusEntry("settings-norm", .settings, isFull: true) { CorpusSamples.fullSettings },
        CorpusEntry("trust-full", .trust, isFull: true) { try CorpusSamples.trust() },
        CorpusEntry("acknowledgement-small", .acknowledgement, isFull: false) { CorpusSamples.acknowledgement },
        CorpusEntry("acknowledgement-full", .acknowledgement, isFull: true) { CorpusSamples.fullAcknowledgement },
        CorpusEntry("delivery-small", nil, isFull: false) { CorpusSamples.delivery },
        CorpusEntry("delivery-full", nil, isFull: true) { CorpusSamples.fullDelivery },
        CorpusEntry("lease-response-full", nil, isFull: true) { CorpusSamples.granted },
    ]
}
