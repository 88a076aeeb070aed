internal import Reports

/// Reads settings of an environment and keeps a sentence for each that could not be used.
struct SettingReader {
    let environment: [String: String]
    private(set) var complaints: [String] = []

    init(environment: [String: String]) {
        self.environment = environment
    }

    /// - Parameters:
    ///   - wants: what the setting must be, as the sentence's end says it.
    ///   - parse: nil for what cannot be used.
    mutating func value<Value>(
        _ name: String, default standard: Value, wants: String, _ parse: (String) -> Value?
    ) -> Value {
        guard let text = environment[name].map(SettingText.trimmed), !text.isEmpty else { return standard }
        if let value = parse(text) { return value }
        let shown = text.prefix(60).map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } ? "?" : $0 }
        complaints.append("\(name) is \"\(String(shown))\" and wants \(wants): its default holds")
        return standard
    }

    /// The computer's own time zone; UTC, with a sentence where no other was set, where that cannot be read.
    mutating func localZone(_ zones: ZoneSource) -> ZoneOffsets {
        if let local = zones.local { return local }
        if environment["PARTA_TIME_ZONE"].map(SettingText.trimmed).flatMap(zones.zone) == nil {
            complaints.append(
                "\(zones.localtime) tells no time zone, so lessons are planned in UTC: set PARTA_TIME_ZONE")
        }
        return .fixed(secondsEast: 0)
    }

    mutating func number(_ name: String, default standard: Int, in range: ClosedRange<Int>) -> Int {
        value(name, default: standard, wants: SettingText.Wants.number(range)) {
            Self.number($0, in: range)
        }
    }

    static func number(_ text: String, in range: ClosedRange<Int>) -> Int? {
        Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
}
