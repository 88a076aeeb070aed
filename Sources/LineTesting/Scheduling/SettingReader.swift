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
        guard let text = environment[name].map(Self.trimmed), !text.isEmpty else { return standard }
        if let value = parse(text) { return value }
        let shown = text.prefix(60).map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } ? "?" : $0 }
        complaints.append("\(name) is \"\(String(shown))\" and wants \(wants): its default holds")
        return standard
    }

    /// The computer's own time zone; UTC, with a sentence where no other was set, where that cannot be read.
    mutating func localZone(_ zones: ZoneSource) -> ZoneOffsets {
        if let local = zones.local { return local }
        if environment["PARTA_TIME_ZONE"].map(Self.trimmed).flatMap(zones.zone) == nil {
            complaints.append(
                "\(zones.localtime) tells no time zone, so lessons are planned in UTC: set PARTA_TIME_ZONE")
        }
        return .fixed(secondsEast: 0)
    }

    mutating func number(_ name: String, default standard: Int, in range: ClosedRange<Int>) -> Int {
        value(name, default: standard, wants: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
            Self.number($0, in: range)
        }
    }

    static func number(_ text: String, in range: ClosedRange<Int>) -> Int? {
        Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    /// In order and apart.
    static func spans(_ text: String) -> [ClockSpan]? {
        let spans = pieces(text).map { ClockSpan($0) }
        let known = spans.compactMap(\.self)
        guard known.count == spans.count, zip(known, known.dropFirst()).allSatisfy({ $0.end <= $1.start }) else {
            return nil
        }
        return known
    }

    static func dates(_ text: String) -> [DateSpan]? {
        let spans = pieces(text).map { DateSpan($0) }
        let known = spans.compactMap(\.self)
        return known.count == spans.count ? known : nil
    }

    /// `mon-fri,sun`; a stretch may run over the week's end.
    static func weekdays(_ text: String) -> Set<Int>? {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        var days: Set<Int> = []
        for piece in pieces(text) {
            let ends = piece.lowercased().split(separator: "-", omittingEmptySubsequences: false)
            guard (1...2).contains(ends.count), let from = names.firstIndex(of: String(ends[0])),
                let to = names.firstIndex(of: String(ends[ends.count - 1]))
            else { return nil }
            for step in 0...((to - from + 7) % 7) { days.insert((from + step) % 7 + 1) }
        }
        return days
    }

    private static func pieces(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { trimmed(String($0)) }
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
