internal import Hummingbird
internal import Logging
internal import Store

/// Turns every error into a fixed answer; what the error says stays in the log.
struct RefusalMiddleware: RouterMiddleware {
    typealias Context = AggregatorContext
    let tally: Tally
    let pulse: StorePulse?

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as ReadingRefusal {
            tally.note(refusedRequest: refusal.word)
            return refusal.response()
        } catch let refusal as HubRefusal {
            tally.note(refusedRequest: refusal.word)
            return refusal.response()
        } catch {
            let refusal = refusal(of: error, request, context)
            tally.note(refusedRequest: refusal.word)
            return refusal.response()
        }
    }

    private func refusal(of error: any Error, _ request: Request, _ context: AggregatorContext) -> Refusal {
        switch error {
        case let refusal as Refusal: return refusal
        case let hangup as ClientHungUp:
            context.logger.debug(
                "a client hung up", metadata: ["path": "\(request.uri.path)", "reason": "\(hangup.reason)"])
            return .badRequest
        case let failure as StoreFailure where failure.outage != nil:
            // A country's computers ask meanwhile: the pulse says it once.
            pulse?.note(failure)
            context.logger.debug(
                "a request came while the database takes nothing",
                metadata: ["path": "\(request.uri.path)", "error": "\(failure)"])
            return .storeAway
        case let error as any HTTPResponseError: return error.status == .notFound ? .notFound : .badRequest
        default:
            context.logger.error("a request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return .internalError
        }
    }
}
