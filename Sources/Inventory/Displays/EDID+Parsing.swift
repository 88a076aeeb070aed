extension EDID {
    /// Bytes in the base block and in every extension block.
    static let blockSize = 128

    private static let header: [UInt8] = [0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00]

    /// Where the base block keeps its four 18-byte descriptors.
    private static let descriptorOffsets = [54, 72, 90, 108]

    /// Reads an EDID as `/sys/class/drm/*/edid` gives it: a base block and any number of extension blocks.
    ///
    /// - Throws: `EDIDFailure` when the base block cannot be believed. Faults after it become `warnings`.
    public static func parse(_ bytes: [UInt8]) throws(EDIDFailure) -> EDID {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count >= blockSize else { throw .truncated(byteCount: bytes.count) }
        let base = bytes[..<blockSize]
        guard base.starts(with: header) else { throw .wrongHeader }
        guard hasValidChecksum(base) else { throw .wrongChecksum }

        var edid = EDID(
            makerID: makerID(UInt16(base[8]) << 8 | UInt16(base[9])),
            productCode: UInt16(base[11]) << 8 | UInt16(base[10])
        )
        if edid.makerID.contains("_") { edid.warnings.append(.makerNotLetters) }
        // Year 0 would be 1990, before the standard: an unset field.
        edid.year = base[17] == 0 ? nil : 1990 + Int(base[17])

        let descriptors = descriptorOffsets.compactMap { EDIDDescriptor(base[$0..<$0 + EDIDDescriptor.size]) }
        edid.name = descriptors.lazy.compactMap(\.name).first
        edid.serialNumber = descriptors.lazy.compactMap(\.serial).first ?? numericSerial(base[12..<16])
        let timing = descriptors.lazy.compactMap(\.timing).first
        edid.readSize(widthCm: Int(base[21]), heightCm: Int(base[22]), timing: timing)

        var mode = timing?.mode
        let extensions = edid.validExtensions(in: bytes, announced: Int(base[126]))
        for (number, block) in extensions {
            guard let cta = CTAExtension(block) else { continue }
            if cta.isMalformed { edid.warnings.append(.extensionMalformed(block: number)) }
            mode = mode ?? cta.preferredMode
        }
        edid.widthPixels = mode?.width
        edid.heightPixels = mode?.height
        return edid
    }

    /// The announced extension blocks that are complete and add up, with their numbers counted from 1.
    private mutating func validExtensions(
        in bytes: [UInt8], announced: Int
    ) -> [(number: Int, block: ArraySlice<UInt8>)] {
        let present = min(announced, bytes.count / Self.blockSize - 1)
        if present < announced { warnings.append(.extensionsMissing(announced: announced, present: present)) }
        var blocks: [(number: Int, block: ArraySlice<UInt8>)] = []
        for number in 0..<present {
            let start = (number + 1) * Self.blockSize
            let block = bytes[start..<start + Self.blockSize]
            if Self.hasValidChecksum(block) {
                blocks.append((number + 1, block))
            } else {
                warnings.append(.extensionChecksum(block: number + 1))
            }
        }
        return blocks
    }

    /// Takes the size over when it can be one.
    ///
    /// The base block has whole centimetres; the first detailed timing repeats the size in millimetres, which is used
    /// for the diagonal when the two agree (there are displays whose timings carry another model's size).
    private mutating func readSize(widthCm width: Int, heightCm height: Int, timing: EDIDDescriptor.Timing?) {
        // E-EDID 1.4, 3.6.2: one zero means an aspect ratio, two mean a size that varies, as a projector's does.
        guard width > 0, height > 0 else {
            if width != height { warnings.append(.sizeIsAspectRatio) }
            return
        }
        // Common in television sets: the ratio itself, or ten times it, instead of the size.
        guard ![[16, 9], [16, 10], [160, 90], [160, 100]].contains([width, height]) else {
            warnings.append(.sizeIsAspectRatio)
            return
        }
        widthCm = width
        heightCm = height
        var (horizontal, vertical) = (Double(width) * 10, Double(height) * 10)
        if let timing, abs(timing.widthMm - width * 10) < 10, abs(timing.heightMm - height * 10) < 10 {
            (horizontal, vertical) = (Double(timing.widthMm), Double(timing.heightMm))
        }
        let inches = (horizontal * horizontal + vertical * vertical).squareRoot() / 25.4
        diagonalInches = (inches * 10).rounded() / 10
    }

    private static func hasValidChecksum(_ block: ArraySlice<UInt8>) -> Bool {
        block.reduce(0) { $0 &+ $1 } == 0
    }

    /// Three letters packed five bits each, 1 for A (E-EDID 1.4, 3.4.1).
    private static func makerID(_ packed: UInt16) -> String {
        var letters = ""
        for shift: UInt16 in [10, 5, 0] {
            let value = UInt8(packed >> shift & 0x1F)
            letters += (1...26).contains(value) ? String(UnicodeScalar(value + 0x40)) : "_"
        }
        return letters
    }

    /// The little-endian serial number field, unless it is one of the values makers fill in for "none".
    private static func numericSerial(_ bytes: ArraySlice<UInt8>) -> String? {
        let value = bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return [0, 0x0101_0101, 0xFFFF_FFFF].contains(value) ? nil : String(value)
    }
}
