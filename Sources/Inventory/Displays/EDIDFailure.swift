/// Why a block of bytes is no EDID at all: nothing in it can be believed.
public enum EDIDFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The connector gave no bytes: nothing is plugged in, or the adapter between hides it.
    case empty
    /// Fewer than the 128 bytes of the base block.
    case truncated(byteCount: Int)
    /// The eight fixed bytes at the start are others.
    case wrongHeader
    /// The 128 bytes of the base block do not add up to a multiple of 256.
    case wrongChecksum

    public var description: String {
        switch self {
        case .empty:
            "The connector gives no EDID: check the cable, or connect the display without an adapter."
        case .truncated(let byteCount):
            "The EDID stops after \(byteCount) of 128 bytes: plug the display in again, or try another cable."
        case .wrongHeader:
            "The EDID does not start as one: the display or an adapter between sends other data."
        case .wrongChecksum:
            "The EDID's checksum is wrong: plug the display in again, or try another cable."
        }
    }
}

/// What is wrong with a part of an EDID whose base block stands.
public enum EDIDWarning: Sendable, Equatable, CustomStringConvertible {
    /// The maker's id holds something that is not a letter.
    case makerNotLetters
    /// The size fields hold an aspect ratio (16 x 9), not centimetres.
    case sizeIsAspectRatio
    /// The base block announces more extension blocks than follow.
    case extensionsMissing(announced: Int, present: Int)
    /// An extension block's bytes do not add up; it was not read. Counted from 1.
    case extensionChecksum(block: Int)
    /// A CTA-861 block whose lengths point outside it; what lies before was read. Counted from 1.
    case extensionMalformed(block: Int)

    public var description: String {
        switch self {
        case .makerNotLetters: "the maker's id is not three letters"
        case .sizeIsAspectRatio: "the size is an aspect ratio"
        case .extensionsMissing(let announced, let present):
            "\(present) of \(announced) announced extension blocks are there"
        case .extensionChecksum(let block): "extension block \(block) has a wrong checksum"
        case .extensionMalformed(let block): "extension block \(block) is malformed"
        }
    }
}
