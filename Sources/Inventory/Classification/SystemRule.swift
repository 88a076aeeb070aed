internal import Reports

/// What packages of the distribution say about ids: their hwdb files and udev rules set these properties.
struct SystemRule: Sendable {
    let name: String
    let property: String
    /// The value that counts; nil takes any.
    var value: String? = "1"
    let category: Category
    let confidence: Confidence
    /// What the device may not show of itself if the id is to count.
    var excludes: @Sendable (Evidence) -> Bool = { _ in false }

    func holds(for text: String?, _ evidence: Evidence) -> Bool {
        guard let text, !text.isEmpty, !excludes(evidence) else { return false }
        return value == nil || value == text
    }

    static let all: [SystemRule] = [
        SystemRule(
            name: "system:libsane", property: "libsane_matched", value: "yes", category: .scanner, confidence: .likely,
            // What prints and scans is counted among the printers.
            excludes: { $0.has(0x07) }),
        // Debian's systemd: 70-analyzers.hwdb, for logic analysers and oscilloscopes.
        SystemRule(
            name: "system:analyzer", property: "ID_SIGNAL_ANALYZER", category: .measuringInstrument, confidence: .likely
        ),
        // libsigrok lists bare serial cables beside instruments.
        SystemRule(
            name: "system:sigrok", property: "ID_SIGROK", category: .measuringInstrument, confidence: .likely,
            excludes: { $0.children.contains(.tty) }),
        SystemRule(
            name: "system:sigrok", property: "ID_SIGROK", category: .measuringInstrument, confidence: .possible),
        SystemRule(
            name: "system:maker_tool", property: "ID_MAKER_TOOL", category: .printer3D, confidence: .possible),
        // libmtp and libgphoto2 list phones, tablets, players and cameras by id, and the same ids in both.
        SystemRule(
            name: "system:media_player", property: "ID_MEDIA_PLAYER", value: nil,
            category: .phoneOrTablet, confidence: .possible),
        SystemRule(name: "system:gphoto2", property: "ID_GPHOTO2", category: .camera, confidence: .possible),
    ]
}
