import NIOCore
import NIOPosix
import Synchronization

/// Stands between a region and its hub, and cuts some connections after so many bytes.
struct CuttingRelay {
    /// Where a connection ends.
    enum Cut: Sendable, CustomStringConvertible {
        /// After so many bytes to the hub.
        case request(Int)
        /// After so many bytes of the answer: the hub has taken what it was sent.
        case answer(Int)

        var description: String {
            switch self {
            case .request(let bytes): "after \(bytes) bytes of the request"
            case .answer(let bytes): "after \(bytes) bytes of the answer"
            }
        }
    }

    /// - Parameter cut: by the number of the connection, from 0.
    static func run(
        to port: Int, cut: @escaping @Sendable (Int) -> Cut?, _ body: (Int) async throws -> Void
    ) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let own = server.channel.localAddress?.port ?? 0
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.executeThenClose { clients in
                    try await withThrowingTaskGroup(of: Void.self) { relays in
                        var number = 0
                        for try await client in clients {
                            let cut = cut(number)
                            number += 1
                            relays.addTask { try? await relay(client, to: port, cut) }
                        }
                    }
                }
            }
            try await body(own)
            group.cancelAll()
            try? await server.channel.close()
        }
    }

    private static func relay(
        _ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>, to port: Int, _ cut: Cut?
    ) async throws {
        let hub = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        var (asked, answered) = (Int.max, Int.max)
        switch cut {
        case .request(let bytes)?: asked = bytes
        case .answer(let bytes)?: answered = bytes
        case nil: break
        }
        let (up, down) = (asked, answered)
        try await client.executeThenClose { fromClient, toClient in
            try await hub.executeThenClose { fromHub, toHub in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await copy(fromClient, to: toHub, upTo: up) }
                    group.addTask { try await copy(fromHub, to: toClient, upTo: down) }
                    // Whichever side ends first ends both.
                    try await group.next()
                    group.cancelAll()
                }
            }
        }
    }

    private static func copy(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, to outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        upTo limit: Int
    ) async throws {
        var left = limit
        if left == 0, limit != .max { for try await _ in inbound { return } }
        for try await var part in inbound {
            let piece = part.readSlice(length: min(left, part.readableBytes)) ?? ByteBuffer()
            left -= piece.readableBytes
            try await outbound.write(piece)
            if left == 0 { return }
        }
    }
}
