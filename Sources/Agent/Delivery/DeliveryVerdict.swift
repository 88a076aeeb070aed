internal import FoundationEssentials
internal import Reports

/// What an answer to `POST /v1/reports` means.
enum DeliveryVerdict: Equatable {
    case answered(DeliveryResponse)
    /// The request is larger than the aggregator takes: send less at once.
    case tooLarge
    /// Nothing was taken; all is kept.
    case failed(DeliveryFailure, retryAfterSeconds: Int?)
    /// What answers is no aggregator.
    case garbled(reason: String)

    init(_ answer: HTTPAnswer) {
        if answer.isSuccess {
            do {
                self = .answered(try ReportCoder.decode(DeliveryResponse.self, from: answer.body))
            } catch {
                self = .garbled(reason: "answers a delivery with something else (HTTP \(answer.status))")
            }
            return
        }
        if answer.status == 413 {
            self = .tooLarge
            return
        }
        let refusal = try? ReportCoder.decode(ErrorResponse.self, from: answer.body)
        let told =
            refusal.map { "\($0.message.asOneLine()) (\($0.error.asOneLine(limit: 40)))" } ?? "HTTP \(answer.status)"
        let seconds = answer.retryAfterSeconds
        switch (refusal.flatMap { RefusalWord(rawValue: $0.error) }, answer.status) {
        case (.unknownAgent, _):
            self = .failed(
                DeliveryFailure(code: .unknownAgent, reason: "the aggregator does not know this computer"),
                retryAfterSeconds: seconds)
        case (.revoked, _):
            self = .failed(
                DeliveryFailure(code: .revoked, reason: "the region has revoked this computer: \(told)"),
                retryAfterSeconds: seconds)
        case (.waitingForApproval, _):
            self = .failed(
                DeliveryFailure(code: .waiting, reason: "the region has not approved this computer yet: \(told)"),
                retryAfterSeconds: seconds)
        case (.overBudget, _):
            self = .failed(
                DeliveryFailure(code: .overBudget, reason: "the aggregator asks for patience: \(told)"),
                retryAfterSeconds: seconds)
        case (_, 429), (_, 500...):
            self = .failed(
                DeliveryFailure(code: .busy, reason: "the aggregator asks for patience: \(told)"),
                retryAfterSeconds: seconds)
        case _ where refusal == nil:
            self = .garbled(reason: "answers a delivery with HTTP \(answer.status) and no word of why")
        default:
            self = .failed(
                DeliveryFailure(code: .refused, reason: "the aggregator refused the delivery: \(told)"),
                retryAfterSeconds: seconds)
        }
    }
}
