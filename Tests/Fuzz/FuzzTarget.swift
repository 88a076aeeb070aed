/// The parsers that strangers can reach, by the names that `make fuzz` takes.
///
/// A target does more than not crash: each asserts what its parser promises, and a broken promise is a crash.
enum FuzzTarget: String, CaseIterable {
    /// What anybody may post: bytes as an envelope.
    case envelope
    /// What an enrolled computer may sign: bytes as the payload of a well-signed report.
    case report
    /// What a display tells of itself.
    case edid
    /// What the other end of a line test sends.
    case frames
    /// What a planner imports.
    case csv
    /// What a stick brings.
    case bundle
    /// What a device calls itself.
    case descriptors

    func take(_ bytes: [UInt8]) {
        switch self {
        case .envelope: EnvelopeFuzz.envelope(bytes)
        case .report: EnvelopeFuzz.report(bytes)
        case .edid: DeviceFuzz.edid(bytes)
        case .frames: FrameFuzz.take(bytes)
        case .csv: CSVFuzz.take(bytes)
        case .bundle: BundleFuzz.take(bytes)
        case .descriptors: DeviceFuzz.descriptors(bytes)
        }
    }
}

/// A promise that a parser has broken.
func promise(_ holds: Bool, _ words: @autoclosure () -> String) {
    if !holds { fatalError("broken promise: \(words())") }
}
