/// Why a bundle could not be read or made; the sentence goes after the file's name.
public enum BundleFailure: Error, Equatable, CustomStringConvertible {
    case notABundle
    case newerVersion
    case badHeader
    /// Sealed to a key that is not at hand, by `SealingPublicKey.id`.
    case unknownKey(String)
    /// It ends before its last chunk.
    case truncated
    /// A chunk is not what was sealed.
    case damaged(chunk: UInt64)
    /// Something follows the last chunk.
    case trailing
    case badManifest(reason: String)
    /// A line that cannot be an envelope.
    case badLine
    case tooLarge(limitBytes: Int)

    public var description: String {
        switch self {
        case .notABundle: "is not a bundle of parta-agent"
        case .newerVersion: "was written by a newer release of parta-agent; update parta to read it"
        case .badHeader: "has a damaged header; copy it again from the computer it came from"
        case .unknownKey(let id):
            "is sealed to the key \(id), which this region does not hold: it is another region's, "
                + "or its key was retired too long ago"
        case .truncated:
            "ends too early: the stick was full or was pulled out; export again on the computer it came from"
        case .damaged(let chunk):
            "is damaged in part \(chunk + 1), or was changed; export again on the computer it came from"
        case .trailing: "goes on after its end; export again on the computer it came from"
        case .badManifest(let reason): "does not say whose it is (\(reason))"
        case .badLine: "holds a line that is no envelope"
        case .tooLarge(let limit): "holds more than \(limit) bytes"
        }
    }
}
