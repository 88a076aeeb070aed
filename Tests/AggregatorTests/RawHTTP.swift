import Foundation
import NIOCore
import NIOPosix

/// A client that sends exactly the bytes it is given, as a stranger would, and reads until the server closes.
enum RawHTTP {
    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var body: String
    }

    static func get(_ path: String, port: Int) async throws -> Answer {
        try await send("GET \(path) HTTP/1.1\r\nHost: school.test:9\r\nConnection: close\r\n\r\n", port: port)
    }

    static func post(_ path: String, _ body: String, port: Int) async throws -> Answer {
        try await send(
            "POST \(path) HTTP/1.1\r\nHost: school.test:9\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)",
            port: port)
    }

    static func post(_ path: String, _ body: Data, coding: String, port: Int) async throws -> Answer {
        let head = "POST \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Encoding: \(coding)\r\n"
        return try await send(
            ByteBuffer(bytes: Data("\(head)Content-Length: \(body.count)\r\n\r\n".utf8) + body), port: port)
    }

    static func send(_ bytes: String, port: Int) async throws -> Answer {
        try await send(ByteBuffer(string: bytes), port: port)
    }

    static func send(_ bytes: ByteBuffer, port: Int) async throws -> Answer {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let answer = loop.makePromise(of: String.self)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Collector(answer))
                    }
                }
                .connect(host: "127.0.0.1", port: port).get()
        } catch {
            answer.fail(error)
            throw error
        }
        channel.writeAndFlush(bytes, promise: nil)
        return try parse(try await answer.futureResult.get())
    }

    /// Everything up to the end, without an async channel: ThreadSanitizer does not see how that hands bytes on.
    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let answer: EventLoopPromise<String>
        private var received = ByteBuffer()

        init(_ answer: EventLoopPromise<String>) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var part = unwrapInboundIn(data)
            received.writeBuffer(&part)
        }

        func channelInactive(context: ChannelHandlerContext) { answer.succeed(String(buffer: received)) }

        /// A server that refuses a body closes while it is being sent: the answer came, the rest is a reset.
        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            if received.readableBytes == 0 { answer.fail(error) }
            context.close(promise: nil)
        }
    }

    struct Malformed: Error {
        var text: String
    }

    static func parse(_ text: String) throws -> Answer {
        guard let end = text.firstRange(of: "\r\n\r\n") else { throw Malformed(text: text) }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Malformed(text: text)
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw Malformed(text: text) }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            let name = line[..<colon].lowercased()
            // Of a header that comes several times, such as Set-Cookie, a line each.
            headers[name] = headers[name].map { "\($0)\n\(value)" } ?? String(value)
        }
        return Answer(status: status, headers: headers, body: String(text[end.upperBound...]))
    }
}
