internal import FoundationEssentials
internal import Reports

/// Asks the aggregator for the right to test the line, and gives it back.
struct LeaseClient: Sendable {
    /// Nil where no network is.
    let client: AggregatorClient?
    let key: SigningKey

    /// Asks once; what the network and the aggregator did is in the outcome.
    func ask(_ request: LeaseRequest) async -> LeaseOutcome {
        guard let client else { return .failed(reason: "no server is known here") }
        do {
            let envelope = try Envelope.seal(request, kind: .lease, with: key)
            let answer = try await client.withConnection { connection in
                try await connection.post(
                    "/v1/leases", body: Data(envelope.text.utf8), contentType: Envelope.mediaType)
            }
            return LeaseOutcome(answer)
        } catch {
            return .failed(reason: "\(error)")
        }
    }
}

/// What an answer to `POST /v1/leases` means.
enum LeaseOutcome: Sendable, Equatable {
    /// A lease, a refusal, or a word that what was told is known.
    case answered(LeaseResponse)
    /// The aggregator asks for patience.
    case busy(retryAfterSeconds: Int?)
    /// Nobody there who gives leases.
    case failed(reason: String)

    /// What a school's list of gateways may hold: more is no answer of an aggregator's.
    private static let gatewayLimit = 256
    /// No lease lets an agent wait or listen longer than this, whatever a server says, in seconds.
    private static let longestLease = 600

    init(_ answer: HTTPAnswer) {
        if answer.isSuccess {
            if let response = try? ReportCoder.decode(LeaseResponse.self, from: answer.body), Self.isSound(response) {
                self = .answered(response)
            } else {
                self = .failed(reason: "it answers with something else than a lease (HTTP \(answer.status))")
            }
            return
        }
        if answer.status == 429 || answer.status >= 500 {
            self = .busy(retryAfterSeconds: answer.retryAfterSeconds)
            return
        }
        let refusal = try? ReportCoder.decode(ErrorResponse.self, from: answer.body)
        let told = refusal.map { "\($0.message.asOneLine()) (\($0.error.asOneLine(limit: 40)))" }
        self = .failed(reason: told ?? "it knows no leases (HTTP \(answer.status))")
    }

    private static func isSound(_ response: LeaseResponse) -> Bool {
        guard response.gateways.count <= gatewayLimit, response.gateways.allSatisfy({ $0.utf8.count <= 128 }) else {
            return false
        }
        guard let lease = response.lease else { return true }
        return (1...longestLease).contains(lease.seconds) && isToken(lease.token)
            && lease.peer.map { isToken($0.token) } ?? true && (lease.byteAllowance ?? 0) >= 0
    }

    /// A token goes into a URL as it is.
    private static func isToken(_ text: String) -> Bool {
        text.utf8.count <= 2_048
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "~"):
                    true
                default: false
                }
            }
    }
}

extension LeaseRequest {
    /// 128 random bits, so that a request counts once.
    static func newNonce() -> String {
        Hexadecimal.encode((0..<16).map { _ in UInt8.random(in: .min ... .max) })
    }
}
