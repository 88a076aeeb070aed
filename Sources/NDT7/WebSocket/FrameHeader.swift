internal import NIOCore

/// A frame's first 2 to 14 bytes (RFC 6455 section 5.2).
struct FrameHeader: Sendable, Equatable {
    static let longestBytes = 14

    var isFinal: Bool
    var opcode: Opcode
    var length: UInt64
    /// In network order: the first byte of the key is the highest.
    var maskingKey: UInt32?

    init(isFinal: Bool = true, opcode: Opcode, length: UInt64, maskingKey: UInt32? = nil) {
        self.isFinal = isFinal
        self.opcode = opcode
        self.length = length
        self.maskingKey = maskingKey
    }

    /// Reads a header, or nothing while it is incomplete.
    ///
    /// Whatever is wrong in the first two bytes is refused before the rest has come.
    /// - Throws: `WebSocketViolation` for reserved bits and opcodes, wrong masking, fragmented or long control frames, and
    ///   lengths not in their shortest form.
    static func read(from buffer: inout ByteBuffer, role: WebSocketRole) throws(WebSocketViolation) -> FrameHeader? {
        let start = buffer.readerIndex
        guard let first = buffer.getInteger(at: start, as: UInt8.self),
            let second = buffer.getInteger(at: start + 1, as: UInt8.self)
        else { return nil }
        guard first & 0x70 == 0 else { throw .protocolError("a reserved bit is set") }
        guard let opcode = Opcode(rawValue: first & 0x0F) else { throw .protocolError("a reserved opcode") }
        let isFinal = first & 0x80 != 0
        let isMasked = second & 0x80 != 0
        guard isMasked == role.expectsMaskedFrames else {
            throw .protocolError(isMasked ? "a masked frame from a server" : "an unmasked frame from a client")
        }
        let short = second & 0x7F
        guard !opcode.isControl || (isFinal && short <= 125) else {
            throw .protocolError("a control frame that is fragmented or longer than 125 bytes")
        }
        let extendedBytes = short == 126 ? 2 : short == 127 ? 8 : 0
        guard buffer.readableBytes >= 2 + extendedBytes + (isMasked ? 4 : 0) else { return nil }
        buffer.moveReaderIndex(forwardBy: 2)
        let length: UInt64
        switch extendedBytes {
        case 2:
            length = UInt64(buffer.readInteger(as: UInt16.self) ?? 0)
            guard length > 125 else { throw .protocolError("a length not in its shortest form") }
        case 8:
            length = buffer.readInteger(as: UInt64.self) ?? 0
            guard length > 0xFFFF, length < 1 << 63 else {
                throw .protocolError("a length not in its shortest form, or beyond 63 bits")
            }
        default:
            length = UInt64(short)
        }
        let key = isMasked ? buffer.readInteger(as: UInt32.self) : nil
        return FrameHeader(isFinal: isFinal, opcode: opcode, length: length, maskingKey: key)
    }

    func write(to buffer: inout ByteBuffer) {
        let maskBit: UInt8 = maskingKey == nil ? 0 : 0x80
        buffer.writeInteger((isFinal ? 0x80 : 0) | opcode.rawValue)
        switch length {
        case ...125:
            buffer.writeInteger(maskBit | UInt8(length))
        case ...0xFFFF:
            buffer.writeInteger(maskBit | 126)
            buffer.writeInteger(UInt16(length))
        default:
            buffer.writeInteger(maskBit | 127)
            buffer.writeInteger(length)
        }
        if let maskingKey { buffer.writeInteger(maskingKey) }
    }
}

extension ByteBuffer {
    /// Applies a masking key to the readable bytes, the first of which is byte `offset` of its frame's payload.
    mutating func mask(with key: UInt32, offset: Int = 0) {
        withUnsafeMutableReadableBytes { bytes in
            for index in bytes.indices {
                bytes[index] ^= UInt8(truncatingIfNeeded: key >> UInt32(24 - (offset + index) % 4 * 8))
            }
        }
    }
}
