import NIOCore

@testable import NDT7

/// Builds frames for tests, right and wrong ones, without the code under test.
enum FrameBytes {
    static func frame(
        _ opcode: UInt8, _ payload: [UInt8] = [], final: Bool = true, mask: [UInt8]? = [0xA1, 0xB2, 0xC3, 0xD4],
        reserved: UInt8 = 0, lengthForm: Int? = nil
    ) -> [UInt8] {
        var bytes: [UInt8] = [(final ? 0x80 : 0) | reserved << 4 | opcode]
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        switch lengthForm ?? (payload.count < 126 ? 0 : payload.count < 65_536 ? 2 : 8) {
        case 0: bytes.append(maskBit | UInt8(payload.count))
        case 2:
            bytes += [maskBit | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default:
            bytes.append(maskBit | 127)
            bytes += (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> ($0 * 8)) }
        }
        guard let mask else { return bytes + payload }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    /// A frame's head that announces `length` bytes which do not follow.
    static func announcement(_ opcode: UInt8, length: UInt64, masked: Bool = true) -> [UInt8] {
        [0x80 | opcode, (masked ? 0x80 : 0) | 127]
            + (0..<8).reversed().map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) }
            + (masked ? [1, 2, 3, 4] : [])
    }
}
