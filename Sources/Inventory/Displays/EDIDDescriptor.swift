/// One of the 18-byte descriptors of an EDID: a detailed timing or a text (E-EDID 1.4, 3.10).
enum EDIDDescriptor {
    case timing(Timing)
    case name(String)
    case serial(String)

    static let size = 18

    /// A resolution in pixels.
    struct Mode: Equatable {
        var width: Int
        var height: Int
    }

    /// The parts of a detailed timing that say what the panel is.
    struct Timing: Equatable {
        var mode: Mode
        var widthMm: Int
        var heightMm: Int
    }

    /// Reads 18 bytes; nil for descriptors that say nothing we keep and for those that cannot be true.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        let byte = [UInt8](bytes)
        // A pixel clock of zero marks a descriptor that is no timing.
        if byte[0] != 0 || byte[1] != 0 {
            let width = Int(byte[2]) | Int(byte[4] >> 4) << 8
            var height = Int(byte[5]) | Int(byte[7] >> 4) << 8
            // An interlaced timing counts the lines of one of its two fields.
            if byte[17] & 0x80 != 0 { height *= 2 }
            guard width > 0, height > 0 else { return nil }
            self = .timing(
                Timing(
                    mode: Mode(width: width, height: height),
                    widthMm: Int(byte[12]) | Int(byte[14] >> 4) << 8,
                    heightMm: Int(byte[13]) | Int(byte[14] & 0x0F) << 8
                )
            )
            return
        }
        guard byte[2] == 0, let text = Self.text(byte[5...]) else { return nil }
        switch byte[3] {
        case 0xFC: self = .name(text)
        case 0xFF: self = .serial(text)
        default: return nil
        }
    }

    var timing: Timing? { if case .timing(let timing) = self { timing } else { nil } }
    var name: String? { if case .name(let name) = self { name } else { nil } }
    var serial: String? { if case .serial(let serial) = self { serial } else { nil } }

    /// Up to 13 bytes of text, ended by a line feed and padded with spaces; what is not printable ASCII is dropped.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        var kept = bytes.prefix { $0 != 0x0A }.filter { (0x20...0x7E).contains($0) }[...]
        kept = kept.drop { $0 == 0x20 }
        while kept.last == 0x20 { kept.removeLast() }
        return kept.isEmpty ? nil : String(decoding: kept, as: UTF8.self)
    }
}
