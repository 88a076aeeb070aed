/// The CTA-861 extension block of an EDID, which televisions and interactive panels describe themselves in.
struct CTAExtension {
    /// The first detailed timing or, without one, the first known short video descriptor.
    var preferredMode: EDIDDescriptor.Mode?
    /// Whether a length pointed outside the block.
    var isMalformed = false

    /// The tag of a CTA-861 block.
    private static let tag: UInt8 = 0x02
    /// The last byte is the checksum.
    private static let end = EDID.blockSize - 1
    /// The tag of a data block holding short video descriptors (CTA-861-G, table 54).
    private static let videoBlock: UInt8 = 2

    /// Reads a block whose checksum was checked; nil when it is an extension of another kind.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count == EDID.blockSize, bytes.first == Self.tag else { return nil }
        let block = [UInt8](bytes)
        // Byte 2: where the timings start; 0 means there are neither timings nor data blocks.
        let timingStart = Int(block[2])
        guard timingStart != 0 else { return }
        guard (4...Self.end).contains(timingStart) else {
            isMalformed = true
            return
        }
        let codes = readVideoCodes(block[4..<timingStart])
        preferredMode = Self.firstTiming(block[timingStart..<Self.end]) ?? codes.lazy.compactMap(Self.mode).first
    }

    /// Walks the data blocks (a byte with three bits of tag and five of length, then that many bytes).
    private mutating func readVideoCodes(_ blocks: ArraySlice<UInt8>) -> [UInt8] {
        var rest = blocks
        var codes: [UInt8] = []
        while let head = rest.popFirst() {
            let length = Int(head & 0x1F)
            guard length <= rest.count else {
                isMalformed = true
                break
            }
            if head >> 5 == Self.videoBlock { codes += rest.prefix(length) }
            rest = rest.dropFirst(length)
        }
        return codes
    }

    private static func firstTiming(_ bytes: ArraySlice<UInt8>) -> EDIDDescriptor.Mode? {
        var rest = bytes
        while rest.count >= EDIDDescriptor.size {
            if let timing = EDIDDescriptor(rest.prefix(EDIDDescriptor.size))?.timing { return timing.mode }
            rest = rest.dropFirst(EDIDDescriptor.size)
        }
        return nil
    }

    /// The resolution of a short video descriptor: the video codes classroom displays use (CTA-861-G, table 3).
    private static func mode(_ descriptor: UInt8) -> EDIDDescriptor.Mode? {
        // Codes 1-64 carry "native" in bit 7 (129-192); larger codes use all eight bits.
        let code = (129...192).contains(descriptor) ? descriptor & 0x7F : descriptor
        return switch code {
        case 1: EDIDDescriptor.Mode(width: 640, height: 480)
        case 4, 19: EDIDDescriptor.Mode(width: 1280, height: 720)
        case 16, 31...34: EDIDDescriptor.Mode(width: 1920, height: 1080)
        case 93...97: EDIDDescriptor.Mode(width: 3840, height: 2160)
        case 98...102: EDIDDescriptor.Mode(width: 4096, height: 2160)
        default: nil
        }
    }
}
