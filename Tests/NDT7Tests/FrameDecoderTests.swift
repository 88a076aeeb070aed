import NIOCore
import Testing

@testable import NDT7

/// What a decoder made of some bytes, binary pieces summed.
private struct Decoded: Equatable {
    var events: [WebSocketEvent] = []
    var binaryBytes = 0
    var violation: WebSocketViolation?
    var leftover = 0

    /// - Parameter pieceSize: how many bytes come at a time.
    static func decode(_ bytes: [UInt8], role: WebSocketRole, pieceSize: Int, limits: FrameDecoder.Limits) -> Decoded {
        var decoder = FrameDecoder(role: role, limits: limits)
        var decoded = Decoded()
        var buffer = ByteBuffer()
        for start in stride(from: 0, to: bytes.count, by: pieceSize) {
            buffer.writeBytes(bytes[start..<min(start + pieceSize, bytes.count)])
            do {
                while let event = try decoder.next(from: &buffer) {
                    if case .binary(let count) = event {
                        decoded.binaryBytes += count
                    } else {
                        decoded.events.append(event)
                    }
                }
            } catch {
                #expect(decoded.violation == nil, "a violation is thrown once")
                decoded.violation = error
                #expect(throws: Never.self) { try decoder.next(from: &buffer) }
            }
            decoded.leftover = max(decoded.leftover, buffer.readableBytes)
        }
        return decoded
    }
}

struct StreamCase: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var events: [WebSocketEvent] = []
    var binaryBytes = 0
    var role = WebSocketRole.server
    var testDescription: String { name }
}

struct ViolationCase: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var code: UInt16
    var role = WebSocketRole.server
    var testDescription: String { name }
}

@Suite struct FrameDecoderTests {
    static let small = FrameDecoder.Limits(binary: 100_000, text: 1000)
    static let long = [UInt8](repeating: 0x5A, count: 70_000)

    static let streams: [StreamCase] = [
        StreamCase(name: "binary, 7-bit length", bytes: FrameBytes.frame(2, [1, 2, 3]), binaryBytes: 3),
        StreamCase(name: "binary, 125", bytes: FrameBytes.frame(2, Array(long.prefix(125))), binaryBytes: 125),
        StreamCase(name: "binary, 126", bytes: FrameBytes.frame(2, Array(long.prefix(126))), binaryBytes: 126),
        StreamCase(name: "binary, 65535", bytes: FrameBytes.frame(2, Array(long.prefix(65_535))), binaryBytes: 65_535),
        StreamCase(name: "binary, 65536", bytes: FrameBytes.frame(2, Array(long.prefix(65_536))), binaryBytes: 65_536),
        StreamCase(name: "empty binary", bytes: FrameBytes.frame(2) + FrameBytes.frame(2, [1]), binaryBytes: 1),
        StreamCase(
            name: "unmasked from a server", bytes: FrameBytes.frame(2, [1, 2], mask: nil), binaryBytes: 2, role: .client
        ),
        StreamCase(
            name: "text is unmasked", bytes: FrameBytes.frame(1, Array("сәлем".utf8)),
            events: [.text(ByteBuffer(string: "сәлем"))]),
        StreamCase(name: "empty text", bytes: FrameBytes.frame(1), events: [.text(ByteBuffer(string: ""))]),
        StreamCase(
            name: "text in fragments with controls between",
            bytes: FrameBytes.frame(1, Array("са".utf8.prefix(3)), final: false) + FrameBytes.frame(9, [7])
                + FrameBytes.frame(0, Array("са".utf8.dropFirst(3)), final: false) + FrameBytes.frame(10)
                + FrameBytes.frame(0, [0x21], mask: [9, 8, 7, 6]),
            events: [.ping(ByteBuffer(bytes: [7])), .pong(ByteBuffer()), .text(ByteBuffer(string: "са!"))]),
        StreamCase(
            name: "binary in fragments with a ping between",
            bytes: FrameBytes.frame(2, [1, 2], final: false) + FrameBytes.frame(9)
                + FrameBytes.frame(0, [], final: false)
                + FrameBytes.frame(0, [3, 4, 5]) + FrameBytes.frame(1, [0x41]),
            events: [.ping(ByteBuffer()), .text(ByteBuffer(string: "A"))], binaryBytes: 5),
        StreamCase(
            name: "close ends it, garbage after it is dropped",
            bytes: FrameBytes.frame(8, [0x03, 0xE8] + Array("bye".utf8)) + [0xFF, 0xFF, 0xFF],
            events: [.close(.normal)]),
        StreamCase(name: "close without a code", bytes: FrameBytes.frame(8), events: [.close(nil)]),
        StreamCase(
            name: "close with an application's code", bytes: FrameBytes.frame(8, [0x0F, 0xA0]),
            events: [.close(CloseCode(rawValue: 4000))]),
    ]

    @Test("reads the same whatever the pieces", arguments: streams, [1, 2, 3, 7, 64, 4096, 1 << 20])
    func reads(_ stream: StreamCase, pieceSize: Int) {
        let decoded = Decoded.decode(stream.bytes, role: stream.role, pieceSize: pieceSize, limits: Self.small)
        #expect(decoded.violation == nil)
        #expect(decoded.events == stream.events)
        #expect(decoded.binaryBytes == stream.binaryBytes)
        #expect(decoded.leftover < FrameHeader.longestBytes)
    }

    static let violations: [ViolationCase] = [
        ViolationCase(name: "reserved bit 1", bytes: FrameBytes.frame(2, reserved: 4), code: 1002),
        ViolationCase(name: "reserved bit 3", bytes: FrameBytes.frame(2, reserved: 1), code: 1002),
        ViolationCase(name: "opcode 3", bytes: FrameBytes.frame(3), code: 1002),
        ViolationCase(name: "opcode 11", bytes: FrameBytes.frame(11), code: 1002),
        ViolationCase(name: "unmasked from a client", bytes: FrameBytes.frame(2, [1], mask: nil), code: 1002),
        ViolationCase(name: "masked from a server", bytes: FrameBytes.frame(2, [1]), code: 1002, role: .client),
        ViolationCase(name: "fragmented ping", bytes: FrameBytes.frame(9, [1], final: false), code: 1002),
        ViolationCase(name: "long ping", bytes: FrameBytes.frame(9, Array(long.prefix(126))), code: 1002),
        ViolationCase(name: "continuation of nothing", bytes: FrameBytes.frame(0, [1]), code: 1002),
        ViolationCase(
            name: "continuation after the end", bytes: FrameBytes.frame(2, [1]) + FrameBytes.frame(0, [1]), code: 1002),
        ViolationCase(
            name: "message within a message", bytes: FrameBytes.frame(2, [1], final: false) + FrameBytes.frame(2, [1]),
            code: 1002),
        ViolationCase(
            name: "3 bytes in the 16-bit form", bytes: FrameBytes.frame(2, [1, 2, 3], lengthForm: 2), code: 1002),
        ViolationCase(
            name: "3 bytes in the 64-bit form", bytes: FrameBytes.frame(2, [1, 2, 3], lengthForm: 8), code: 1002),
        ViolationCase(name: "length of 64 bits", bytes: FrameBytes.announcement(2, length: .max), code: 1002),
        ViolationCase(name: "length of 63 bits", bytes: FrameBytes.announcement(2, length: 1 << 63 - 1), code: 1009),
        ViolationCase(name: "binary above its limit", bytes: FrameBytes.announcement(2, length: 100_001), code: 1009),
        ViolationCase(
            name: "fragments above the limit together",
            bytes: FrameBytes.frame(2, long, final: false) + FrameBytes.announcement(0, length: 70_000), code: 1009),
        ViolationCase(name: "text above its limit", bytes: FrameBytes.frame(1, Array(long.prefix(1001))), code: 1009),
        ViolationCase(name: "text that is not UTF-8", bytes: FrameBytes.frame(1, [0xC3, 0x28]), code: 1007),
        ViolationCase(name: "text cut inside a letter", bytes: FrameBytes.frame(1, [0xD0]), code: 1007),
        ViolationCase(name: "close of one byte", bytes: FrameBytes.frame(8, [3]), code: 1002),
        ViolationCase(name: "close 1005", bytes: FrameBytes.frame(8, [0x03, 0xED]), code: 1002),
        ViolationCase(name: "close 999", bytes: FrameBytes.frame(8, [0x03, 0xE7]), code: 1002),
        ViolationCase(name: "close 5000", bytes: FrameBytes.frame(8, [0x13, 0x88]), code: 1002),
        ViolationCase(name: "close reason not UTF-8", bytes: FrameBytes.frame(8, [0x03, 0xE8, 0xFF]), code: 1007),
        ViolationCase(name: "HTTP instead of frames", bytes: Array("HTTP/1.1 400 Bad Request\r\n".utf8), code: 1002),
    ]

    @Test("refuses with the right code, and is deaf afterwards", arguments: violations, [1, 5, 1 << 20])
    func refuses(_ violation: ViolationCase, pieceSize: Int) {
        let bytes = violation.bytes + FrameBytes.frame(1, [0x41], mask: violation.role == .server ? [1, 2, 3, 4] : nil)
        let decoded = Decoded.decode(bytes, role: violation.role, pieceSize: pieceSize, limits: Self.small)
        #expect(decoded.violation?.code.rawValue == violation.code)
        #expect(decoded.events.isEmpty)
        #expect(decoded.leftover < FrameHeader.longestBytes)
    }

    @Test("survives any bytes, in any pieces, alike", arguments: 0..<200)
    func survivesGarbage(seed: Int) {
        var generator = SplitMix(state: UInt64(seed))
        let bytes = (0..<600).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        // Half of the cases begin rightly, so that the garbage is met in every state.
        let stream = (seed % 2 == 0 ? [] : FrameBytes.frame(1, [0x41], final: false)) + bytes
        let role = seed % 3 == 0 ? WebSocketRole.client : .server
        let whole = Decoded.decode(stream, role: role, pieceSize: stream.count, limits: Self.small)
        let single = Decoded.decode(stream, role: role, pieceSize: 1, limits: Self.small)
        #expect(whole.events == single.events)
        #expect(whole.binaryBytes == single.binaryBytes)
        #expect(whole.violation == single.violation)
    }

    @Test("headers read back as written", arguments: [0, 1, 125, 126, 65_535, 65_536, 1 << 40] as [UInt64])
    func headerRoundTrip(length: UInt64) throws {
        for (role, key) in [(WebSocketRole.server, UInt32(0xDEAD_BEEF)), (.client, nil)] as [(WebSocketRole, UInt32?)] {
            let header = FrameHeader(isFinal: false, opcode: .binary, length: length, maskingKey: key)
            var buffer = ByteBuffer()
            header.write(to: &buffer)
            #expect(try FrameHeader.read(from: &buffer, role: role) == header)
            #expect(buffer.readableBytes == 0)
        }
    }
}

/// A seeded generator: the same cases on every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
