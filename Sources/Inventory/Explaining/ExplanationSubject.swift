/// What somebody asks `explain` about.
public enum ExplanationSubject: Sendable, Equatable {
    /// Ids alone: `1a86:7523`.
    case ids(vendor: UInt16, product: UInt16)
    /// A directory below `/sys`, or its last component, such as the port `1-2.3`.
    case device(String)

    /// - Parameter text: four hexadecimal digits each side of a colon, `/sys/...`, a USB port, or a PCI address.
    /// - Returns: nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, parts.allSatisfy({ $0.utf8.count == 4 && $0.utf8.allSatisfy(Self.isHexDigit) }),
            let vendor = UInt16(parts[0], radix: 16), let product = UInt16(parts[1], radix: 16)
        {
            self = .ids(vendor: vendor, product: product)
        } else if Self.isPath(text) || Self.isPort(text) || Self.isPCIAddress(parts) {
            self = .device(text)
        } else {
            return nil
        }
    }

    private static func isPath(_ text: String) -> Bool {
        text.hasPrefix("/sys/") && text.utf8.count > "/sys/".utf8.count && !text.split(separator: "/").contains("..")
    }

    /// Bus, then ports from the root hub on: `1-2.3`.
    private static func isPort(_ text: String) -> Bool {
        let halves = text.split(separator: "-", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return false }
        let numbers = [halves[0]] + halves[1].split(separator: ".", omittingEmptySubsequences: false)
        return numbers.allSatisfy { !$0.isEmpty && $0.utf8.count <= 3 && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }

    /// `0000:00:1f.3`
    private static func isPCIAddress(_ parts: [Substring]) -> Bool {
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 4 else {
            return false
        }
        let digits = parts.joined().filter { $0 != "." }
        return digits.utf8.count == 9 && digits.utf8.allSatisfy(isHexDigit)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
