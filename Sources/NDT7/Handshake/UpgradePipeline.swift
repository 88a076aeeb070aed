internal import NIOCore
internal import NIOHTTP1

/// The handlers that speak HTTP until the upgrade, and how they leave.
struct UpgradePipeline {
    let gate: HandshakeGate
    let encoder: any RemovableChannelHandler
    let decoder: any RemovableChannelHandler

    static func server(sizeLimitBytes: Int) -> UpgradePipeline {
        UpgradePipeline(
            gate: HandshakeGate(limitBytes: sizeLimitBytes), encoder: HTTPResponseEncoder(),
            decoder: ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes)))
    }

    static func client(sizeLimitBytes: Int) -> UpgradePipeline {
        UpgradePipeline(
            gate: HandshakeGate(limitBytes: sizeLimitBytes), encoder: HTTPRequestEncoder(),
            decoder: ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes)))
    }

    func add(to pipeline: ChannelPipeline, before handshake: any ChannelHandler) throws {
        try pipeline.syncOperations.addHandlers([gate, encoder, decoder, handshake])
    }

    /// Takes HTTP out of the pipeline and calls `begin`, in a later turn of the event loop, to put the test in its place.
    ///
    /// The decoder hands `handshake` what it read beyond the upgrade while it leaves: to be kept, and passed on by `begin`. The
    /// test's handlers may come only then, because they write at once and HTTP's handlers know nothing of frames. Whatever
    /// comes in the meantime, the end of the connection included, follows after `begin`.
    func leave(
        _ pipeline: ChannelPipeline, removing handshake: any RemovableChannelHandler, begin: @escaping () -> Void
    ) {
        let operations = pipeline.syncOperations
        gate.hold()
        operations.removeHandler(encoder, promise: nil)
        // Whether it was removed or the channel closed meanwhile, HTTP is over.
        operations.removeHandler(decoder).assumeIsolated().whenComplete { _ in
            begin()
            gate.release()
            operations.removeHandler(gate, promise: nil)
            operations.removeHandler(handshake, promise: nil)
        }
    }
}

extension ChannelHandlerContext {
    /// Adds the test's handlers and passes on the bytes behind the upgrade.
    func begin(_ handlers: [any ChannelHandler], with bytes: [NIOAny]) throws {
        try pipeline.syncOperations.addHandlers(handlers)
        for piece in bytes { fireChannelRead(piece) }
        if !bytes.isEmpty { fireChannelReadComplete() }
    }
}
