internal import Hummingbird

/// Gives every request its share of the room for bodies, and takes it back when the request is answered.
struct BodyRoomMiddleware: RouterMiddleware {
    typealias Context = AggregatorContext
    let room: BodyRoom

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let share = BodyShare(of: room, for: CallerAddress(context.address))
        defer { share.release() }
        var context = context
        context.body = share
        return try await next(request, context)
    }
}
