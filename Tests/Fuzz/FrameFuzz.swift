import NIOCore

@testable import NDT7

/// WebSocket frames of a line test: the same bytes give the same events, whatever pieces they come in.
enum FrameFuzz {
    static func take(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let role: WebSocketRole = first % 2 == 0 ? .server : .client
        let rest = Array(bytes.dropFirst())
        let whole = events(of: [rest], role: role)
        let step = max(1, Int(first / 2) % 17)
        let pieces = stride(from: 0, to: rest.count, by: step).map { Array(rest[$0..<min($0 + step, rest.count)]) }
        let inPieces = events(of: pieces, role: role)
        promise(whole.byteCount == inPieces.byteCount, "payload is counted alike: \(whole) and \(inPieces)")
        promise(whole.messages == inPieces.messages, "messages are the same: \(whole) and \(inPieces)")
        promise(whole.violation == inPieces.violation, "so is what is refused: \(whole) and \(inPieces)")
        _ = try? QueryString.parse(String(decoding: rest, as: UTF8.self))
    }

    /// What a decoder made of the bytes: binary payload in sum, for it comes in pieces, everything else as it came.
    private struct Heard: Equatable {
        var byteCount = 0
        var messages: [String] = []
        var violation: String?
    }

    private static func events(of pieces: [[UInt8]], role: WebSocketRole) -> Heard {
        var decoder = FrameDecoder(role: role)
        var heard = Heard()
        var buffer = ByteBuffer()
        for piece in pieces {
            buffer.writeBytes(piece)
            do {
                while let event = try decoder.next(from: &buffer) {
                    switch event {
                    case .binary(let count): heard.byteCount += count
                    case .text(let text): heard.messages.append("text \(String(buffer: text))")
                    case .ping(let payload): heard.messages.append("ping \(Array(payload.readableBytesView))")
                    case .pong(let payload): heard.messages.append("pong \(Array(payload.readableBytesView))")
                    case .close(let code): heard.messages.append("close \(String(describing: code))")
                    case .violation(let violation): heard.violation = heard.violation ?? "\(violation)"
                    }
                }
            } catch {
                heard.violation = heard.violation ?? "\(error)"
            }
        }
        return heard
    }
}
