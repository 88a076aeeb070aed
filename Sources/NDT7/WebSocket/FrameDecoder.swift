internal import NIOCore

/// Takes WebSocket frames apart as bytes come, whatever the pieces they come in.
///
/// Binary payload is counted and dropped, so memory does not grow with frames; text and control payloads are kept up to
/// their limits.
///
/// Invariant: after `next` returns nil, fewer than `FrameHeader.longestBytes` bytes are left unread.
struct FrameDecoder: Sendable {
    /// The largest messages that are accepted, fragments summed, in bytes.
    struct Limits: Sendable, Equatable {
        /// The NDT7 specification's largest binary message.
        var binary = 1 << 24
        /// The reference server's measurements are below 4 kB.
        var text = 1 << 16
    }

    private enum State {
        case header
        case payload(FrameHeader, remaining: Int)
        /// After a Close, or a violation: whatever follows is dropped.
        case done
    }

    private struct OpenMessage {
        var opcode: Opcode
        var byteCount = 0
        var text = ByteBuffer()
    }

    private let role: WebSocketRole
    private let limits: Limits
    private var state = State.header
    private var message: OpenMessage?
    private var control = ByteBuffer()

    init(role: WebSocketRole, limits: Limits = Limits()) {
        self.role = role
        self.limits = limits
    }

    /// Reads as much of `buffer` as makes the next event.
    /// - Returns: nil when more bytes are needed.
    /// - Throws: once; afterwards everything is dropped.
    mutating func next(from buffer: inout ByteBuffer) throws(WebSocketViolation) -> WebSocketEvent? {
        do {
            return try step(&buffer)
        } catch {
            state = .done
            throw error
        }
    }

    private mutating func step(_ buffer: inout ByteBuffer) throws(WebSocketViolation) -> WebSocketEvent? {
        while true {
            switch state {
            case .done:
                buffer.moveReaderIndex(forwardBy: buffer.readableBytes)
                return nil
            case .header:
                guard let header = try FrameHeader.read(from: &buffer, role: role) else { return nil }
                let length = try begin(header)
                state = .payload(header, remaining: length)
            case .payload(let header, let remaining):
                let taken = min(remaining, buffer.readableBytes)
                guard taken > 0 || remaining == 0 else { return nil }
                let event = take(taken, of: header, remaining: remaining, from: &buffer)
                if taken < remaining {
                    state = .payload(header, remaining: remaining - taken)
                    if let event { return event }
                } else {
                    state = .header
                    if let event = try end(header) ?? event { return event }
                }
            }
        }
    }

    /// Checks the header against the message that is open.
    /// - Returns: the payload's length, now known to be within the limits.
    private mutating func begin(_ header: FrameHeader) throws(WebSocketViolation) -> Int {
        if header.opcode.isControl {
            control.clear()
            return Int(header.length)
        }
        if header.opcode == .continuation {
            guard message != nil else { throw .protocolError("a continuation of no message") }
        } else {
            guard message == nil else { throw .protocolError("a message within a message") }
            message = OpenMessage(opcode: header.opcode)
        }
        let limit = message?.opcode == .text ? limits.text : limits.binary
        guard header.length <= UInt64(limit), let sum = message.map({ $0.byteCount + Int(header.length) }), sum <= limit
        else { throw WebSocketViolation(code: .tooBig, reason: "a message of more than \(limit) bytes") }
        message?.byteCount = sum
        return Int(header.length)
    }

    /// Takes a piece of payload.
    private mutating func take(
        _ count: Int, of header: FrameHeader, remaining: Int, from buffer: inout ByteBuffer
    ) -> WebSocketEvent? {
        if !header.opcode.isControl, message?.opcode == .binary {
            buffer.moveReaderIndex(forwardBy: count)
            return count > 0 ? .binary(byteCount: count) : nil
        }
        guard var piece = buffer.readSlice(length: count) else { return nil }
        if let key = header.maskingKey { piece.mask(with: key, offset: Int(header.length) - remaining) }
        if header.opcode.isControl {
            control.writeBuffer(&piece)
        } else {
            message?.text.writeBuffer(&piece)
        }
        return nil
    }

    /// Ends a frame, and the message with it when it was the last.
    private mutating func end(_ header: FrameHeader) throws(WebSocketViolation) -> WebSocketEvent? {
        switch header.opcode {
        case .ping: return .ping(control)
        case .pong: return .pong(control)
        case .close:
            state = .done
            return .close(try closeCode())
        case .continuation, .text, .binary:
            guard header.isFinal, let ended = message else { return nil }
            message = nil
            guard ended.opcode == .text else { return nil }
            guard String(validating: ended.text.readableBytesView, as: UTF8.self) != nil else {
                throw WebSocketViolation(code: .invalidText, reason: "a text message that is not UTF-8")
            }
            return .text(ended.text)
        }
    }

    private mutating func closeCode() throws(WebSocketViolation) -> CloseCode? {
        guard control.readableBytes > 0 else { return nil }
        guard let code = control.readInteger(as: UInt16.self).map(CloseCode.init), code.mayTravel else {
            throw .protocolError("a Close with a code that may not travel")
        }
        guard String(validating: control.readableBytesView, as: UTF8.self) != nil else {
            throw WebSocketViolation(code: .invalidText, reason: "a Close whose reason is not UTF-8")
        }
        return code
    }
}
