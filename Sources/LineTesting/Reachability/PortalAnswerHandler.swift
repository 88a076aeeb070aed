internal import NIOCore
internal import NIOHTTP1

/// A page's status and the beginning of its body.
struct PortalAnswer: Sendable, Equatable {
    var status: Int
    var body: [UInt8]
}

/// Gathers one answer, of whose body no more than `limitBytes` are read: a page that goes on is not the one asked for.
final class PortalAnswerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    static let limitBytes = 4_096

    private struct NoAnswer: Error {}

    private let whole: EventLoopPromise<PortalAnswer>
    private var answer: PortalAnswer?

    init(_ whole: EventLoopPromise<PortalAnswer>) { self.whole = whole }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): answer = PortalAnswer(status: Int(head.status.code), body: [])
        case .body(let bytes):
            guard var answer else { return }
            answer.body += bytes.readableBytesView.prefix(Self.limitBytes - answer.body.count)
            self.answer = answer
            if answer.body.count == Self.limitBytes { finish(context) }
        case .end: finish(context)
        }
    }

    private func finish(_ context: ChannelHandlerContext) {
        if let answer { whole.succeed(answer) }
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        whole.fail(error)
        context.close(promise: nil)
    }

    // A promise that was kept already stays as it is.
    func handlerRemoved(context: ChannelHandlerContext) { whole.fail(NoAnswer()) }
}
