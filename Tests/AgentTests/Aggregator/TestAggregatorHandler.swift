import Foundation
import NIOCore
import NIOHTTP1
import Reports
import Synchronization

/// Speaks HTTP for a `TestAggregator` and fails at the step it is told to.
final class TestAggregatorHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let aggregator: TestAggregator
    private var path = ""
    private var asksForRegion = false
    private var body = Data()
    private var isGzip = false
    private var fault = TestAggregator.Fault.none

    init(aggregator: TestAggregator) {
        self.aggregator = aggregator
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            path = head.uri
            body = Data()
            isGzip = head.headers.first(name: "Content-Encoding") == "gzip"
            asksForRegion = head.method == .GET && head.uri == "/v1/region"
            // Who one talks to is always told: what fails is the request after it.
            guard !asksForRegion else { return }
            fault = aggregator.memory.withLock { memory in
                memory.requests += 1
                return memory.faults.isEmpty ? .none : memory.faults.removeFirst()
            }
            if fault == .closeAtHead { context.close(promise: nil) }
        case .body(let buffer):
            body.append(contentsOf: buffer.readableBytesView)
        case .end:
            if isGzip { body = (try? Gzip.decompress(body, limitBytes: 16_000_000)) ?? Data("not gzip".utf8) }
            respond(context: context)
        }
    }

    private func respond(context: ChannelHandlerContext) {
        if asksForRegion {
            let answer = try? ReportCoder.encode(aggregator.region)
            return send(200, body: answer ?? Data(), context: context)
        }
        switch fault {
        case .closeAtHead: break
        case .closeBeforeCommit: context.close(promise: nil)
        case .answer(let status, let retryAfter, let text):
            send(status, retryAfter: retryAfter, body: Data(text.utf8), context: context)
        case .bytes(let text):
            // Past the encoder, which would make HTTP of it.
            let encoder = try? context.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
            encoder?.write(NIOAny(ByteBuffer(string: text)), promise: nil)
            encoder?.flush()
            context.close(promise: nil)
        case .tooLarge(let limit) where body.split(separator: 10).count > limit:
            aggregator.memory.withLock { $0.faults.insert(fault, at: 0) }
            send(413, body: Data(), context: context)
        case .none, .closeAfterCommit, .closeInAnswer, .stallAfterCommit, .retryAfter, .refuse, .tooLarge:
            keep(context: context)
        }
    }

    private func keep(context: ChannelHandlerContext) {
        let text = String(decoding: body, as: UTF8.self)
        do {
            let answer: Data
            if path == "/v1/enroll" {
                answer = try ReportCoder.encode(aggregator.enroll(text))
            } else if path == "/v1/leases" {
                guard let response = try aggregator.lease(text) else {
                    return send(404, body: Data(), context: context)
                }
                answer = try ReportCoder.encode(response)
            } else {
                var refusing: [Int] = []
                if case .refuse(let indices) = fault { refusing = indices }
                var response = aggregator.commit(text, refusing: refusing)
                if case .retryAfter(let seconds) = fault { response.retryAfter = seconds }
                answer = try ReportCoder.encode(response)
            }
            switch fault {
            case .closeAfterCommit: context.close(promise: nil)
            case .stallAfterCommit: break
            case .closeInAnswer: send(200, body: answer, cutAt: answer.count / 2, context: context)
            default: send(200, body: answer, context: context)
            }
        } catch let refusal as RefusedEnrollment {
            let words = ErrorResponse(error: refusal.word, message: "said the test")
            send(403, body: (try? ReportCoder.encode(words)) ?? Data(), context: context)
        } catch {
            aggregator.memory.withLock { $0.problems.append("\(error)") }
            send(500, body: Data(), context: context)
        }
    }

    private func send(
        _ status: Int, retryAfter: String? = nil, body: Data, cutAt cut: Int? = nil, context: ChannelHandlerContext
    ) {
        var headers: HTTPHeaders = ["Content-Length": "\(body.count)", "Content-Type": "application/json"]
        if let retryAfter { headers.add(name: "Retry-After", value: retryAfter) }
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(
            wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body.prefix(cut ?? body.count))))), promise: nil)
        if cut != nil {
            context.flush()
            context.close(promise: nil)
        } else {
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
