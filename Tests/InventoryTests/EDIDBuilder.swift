/// Writes EDID blocks byte by byte as the standards lay them out, so that tests own every field.
struct EDIDBuilder {
    var maker = "SAM"
    var product: UInt16 = 0x7A31
    var numericSerial: UInt32 = 0
    var year = 2023
    var widthCm: UInt8 = 143
    var heightCm: UInt8 = 80
    var name: String? = "QMB65"
    var serial: String?
    /// The first detailed timing: pixels and millimetres; nil leaves the descriptor empty.
    var timing: (width: Int, height: Int, widthMm: Int, heightMm: Int)? = (3840, 2160, 1428, 803)
    /// Whole extension blocks, as `ctaBlock` makes them.
    var extensions: [[UInt8]] = []

    var bytes: [UInt8] {
        var base = [UInt8](repeating: 0, count: 128)
        base.replaceSubrange(0..<8, with: [0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00])
        let packed = maker.utf8.reduce(UInt16(0)) { $0 << 5 | UInt16($1 & 0x1F) }
        base[8] = UInt8(packed >> 8)
        base[9] = UInt8(packed & 0xFF)
        base[10] = UInt8(product & 0xFF)
        base[11] = UInt8(product >> 8)
        for index in 0..<4 { base[12 + index] = UInt8(truncatingIfNeeded: numericSerial >> (8 * UInt32(index))) }
        base[16] = 12
        base[17] = UInt8(year - 1990)
        base[18] = 1
        base[19] = 4
        base[20] = 0xB5
        base[21] = widthCm
        base[22] = heightCm
        var descriptors: [[UInt8]] = []
        if let timing { descriptors.append(Self.timing(timing.width, timing.height, timing.widthMm, timing.heightMm)) }
        if let name { descriptors.append(Self.text(0xFC, name)) }
        if let serial { descriptors.append(Self.text(0xFF, serial)) }
        // 0xFD, the range limits nearly every display has: 24-75 Hz, 30-140 kHz, 600 MHz.
        descriptors.append([0, 0, 0, 0xFD, 0, 24, 75, 30, 140, 60, 0x01, 0x0A] + [UInt8](repeating: 0x20, count: 6))
        for (index, descriptor) in descriptors.prefix(4).enumerated() {
            let start = 54 + index * 18
            base.replaceSubrange(start..<start + 18, with: descriptor)
        }
        base[126] = UInt8(extensions.count)
        return Self.closing(base) + extensions.flatMap(\.self)
    }

    /// A CTA-861 block with one video data block and, after it, detailed timings.
    static func ctaBlock(videoCodes: [UInt8] = [], timings: [[UInt8]] = []) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 128)
        block[0] = 0x02
        block[1] = 0x03
        block[2] = UInt8(4 + (videoCodes.isEmpty ? 0 : 1 + videoCodes.count))
        if !videoCodes.isEmpty {
            block[4] = 2 << 5 | UInt8(videoCodes.count)
            block.replaceSubrange(5..<5 + videoCodes.count, with: videoCodes)
        }
        for (index, timing) in timings.enumerated() {
            let start = Int(block[2]) + index * 18
            block.replaceSubrange(start..<start + 18, with: timing)
        }
        return closing(block)
    }

    static func timing(_ width: Int, _ height: Int, _ widthMm: Int, _ heightMm: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 18)
        bytes[0] = 0x02
        bytes[1] = 0x3A
        bytes[2] = UInt8(width & 0xFF)
        bytes[4] = UInt8(width >> 8) << 4
        bytes[5] = UInt8(height & 0xFF)
        bytes[7] = UInt8(height >> 8) << 4
        bytes[12] = UInt8(widthMm & 0xFF)
        bytes[13] = UInt8(heightMm & 0xFF)
        bytes[14] = UInt8(widthMm >> 8) << 4 | UInt8(heightMm >> 8)
        bytes[17] = 0x1E
        return bytes
    }

    static func text(_ tag: UInt8, _ text: String) -> [UInt8] {
        var field = [UInt8](text.utf8.prefix(13))
        if field.count < 13 { field.append(0x0A) }
        field += [UInt8](repeating: 0x20, count: 13 - field.count)
        return [0, 0, 0, tag, 0] + field
    }

    /// The same bytes with the last one chosen so that all add up to a multiple of 256.
    static func closing(_ block: [UInt8]) -> [UInt8] {
        var block = block
        block[block.count - 1] = 0 &- block.dropLast().reduce(0) { $0 &+ $1 }
        return block
    }
}
