internal import Hummingbird
internal import Logging

/// Turns every error into a fixed answer; what the error says stays in the log.
struct RefusalMiddleware: RouterMiddleware {
    typealias Context = AggregatorContext

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as Refusal {
            return refusal.response()
        } catch let refusal as ReadingRefusal {
            return refusal.response()
        } catch let hangup as ClientHungUp {
            context.logger.debug(
                "a client hung up", metadata: ["path": "\(request.uri.path)", "reason": "\(hangup.reason)"])
            return Refusal.badRequest.response()
        } catch let error as any HTTPResponseError {
            switch error.status {
            case .notFound: return Refusal.notFound.response()
            default: return Refusal.badRequest.response()
            }
        } catch {
            context.logger.error("a request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return Refusal.internalError.response()
        }
    }
}
