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

    static func send(_ bytes: String, port: Int) async throws -> Answer {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let text = try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: bytes))
            var received = ByteBuffer()
            do {
                for try await var part in inbound { received.writeBuffer(&part) }
            } catch is IOError where received.readableBytes > 0 {
                // A server that refuses a body closes while it is being sent: the answer came, the rest is a reset.
            }
            return String(buffer: received)
        }
        return try parse(text)
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
