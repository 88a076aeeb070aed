internal import NIOCore

/// The bytes that tests send: one random mebibyte for the whole process, sliced and never copied.
///
/// Random so that nothing on the way compresses it, and so that a client need not mask it.
enum RandomPayload {
    private static let bytes: ByteBuffer = {
        var state = UInt64.random(in: .min ... .max)
        var buffer = ByteBuffer()
        buffer.reserveCapacity(MessageScaling.capBytes)
        for _ in 0..<MessageScaling.capBytes / 8 {
            // SplitMix64 (Steele, Lea, Flood 2014): incompressible is enough here, secret is not asked for.
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
            buffer.writeInteger(word ^ word >> 31)
        }
        return buffer
    }()

    /// - Parameter count: at most `MessageScaling.capBytes`.
    static func slice(_ count: Int) -> ByteBuffer {
        bytes.getSlice(at: bytes.readerIndex, length: count) ?? bytes
    }
}
