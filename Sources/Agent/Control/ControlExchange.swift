internal import FoundationEssentials
internal import NIOCore
internal import Presentation
internal import Reports

/// One request, carried out and answered over its connection.
enum ControlExchange {
    static func begin(_ request: Data, on channel: any Channel, by desk: ControlDesk) {
        // Unstructured: it ends with the connection, whose writes then fail.
        Task { await answer(request, on: channel, by: desk) }
    }

    private static func answer(_ request: Data, on channel: any Channel, by desk: ControlDesk) async {
        var last = ControlAnswer()
        do {
            guard let request = try? ReportCoder.decode(ControlRequest.self, from: request) else {
                throw ControlFailure(exit: .usage, message: "the agent does not know what it is asked")
            }
            last.result = try await desk.answer(request) { data in
                try await write(ControlAnswer(piece: data.count), data, to: channel)
            }
        } catch {
            last.failure = ControlFailure(error)
        }
        // Nobody is left to tell when this fails.
        try? await write(last, Data(), to: channel)
        try? await channel.close().get()
    }

    /// Waits until the kernel has taken it: a slow reader holds one piece in memory and no more.
    private static func write(_ answer: ControlAnswer, _ data: Data, to channel: any Channel) async throws {
        var buffer = ByteBuffer(bytes: try ReportCoder.encode(answer))
        buffer.writeInteger(UInt8(ascii: "\n"))
        buffer.writeBytes(data)
        try await channel.writeAndFlush(buffer).get()
    }
}
