public import FoundationEssentials

/// The forms in which settings are written as text, in `/etc/parta/agent.env` and in a region's settings alike: read here,
/// once.
public enum SettingText {
    /// What a value must be, as the end of a sentence says it.
    public enum Wants {
        public static let timeZone = "a time zone such as Asia/Almaty, or an offset such as +05:00"
        public static let shifts = "stretches of the day in order and apart, such as 08:00-13:00,14:00-19:00"
        public static let schoolDays = "days or stretches of days from mon to sun, such as mon-fri or mon,wed,fri"
        public static let terms = "dates such as 2026-09-01..2026-10-25, or 09-01..05-25 for every year"
        public static let holidays = "dates such as 2026-10-26..2026-11-01, or 12-16 for every year, or none"
        public static let outsideHours = "one stretch of the day such as 07:00-21:00"
        public static let metered = "auto, yes or no"
        public static let forward = "rollups, envelopes or none"
        public static let portalCheck =
            "a page that answers 204, such as http://HOST/generate_204, not https"

        public static func number(_ range: ClosedRange<Int>) -> String {
            "a whole number from \(range.lowerBound) to \(range.upperBound)"
        }
    }

    public static let testsPerDay = 0...12
    /// Megabytes a month.
    public static let monthlyMB = 1...1_000_000
    public static let fullEvery = 1...1_000
    public static let ownTrafficKbps = 1...1_000_000
    public static let presenceDays = 1...60
    public static let metered = ["auto", "yes", "no"]
    public static let forward = ["rollups", "envelopes", "none"]

    /// Stretches of a day, in order and apart; nil for anything else.
    public static func spans(_ text: String) -> [ClockSpan]? {
        let spans = pieces(text).map { ClockSpan($0) }
        let known = spans.compactMap(\.self)
        guard known.count == spans.count, zip(known, known.dropFirst()).allSatisfy({ $0.end <= $1.start }) else {
            return nil
        }
        return known
    }

    public static func dates(_ text: String) -> [DateSpan]? {
        let spans = pieces(text).map { DateSpan($0) }
        let known = spans.compactMap(\.self)
        return known.count == spans.count ? known : nil
    }

    /// As `dates`, or `none` for no day at all.
    public static func holidays(_ text: String) -> [DateSpan]? { text == "none" ? [] : dates(text) }

    /// `mon-fri,sun`, as 1 for Monday to 7 for Sunday; a stretch may run over the week's end.
    public static func weekdays(_ text: String) -> Set<Int>? {
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

    /// Whether it may be a time zone's name, which becomes part of a path: whether there is such a zone, only a computer
    /// that has them can tell.
    public static func isZoneName(_ text: String) -> Bool {
        text.utf8.count <= 64
            && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy {
                        UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
                            || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0
                            || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+")].contains($0)
                    }
            }
    }

    /// `+05:00` in seconds east, within what any place on Earth has used: -12:00 to +14:00.
    public static func zoneOffset(_ text: String) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-",
            let minutes = ClockSpan.minute(text.dropFirst()), text.count == 6
        else { return nil }
        let seconds = (sign == "-" ? -60 : 60) * minutes
        return (-43_200...50_400).contains(seconds) ? seconds : nil
    }

    /// The parts of a plain HTTP address with a host: a captive page cannot answer in place of HTTPS unnoticed.
    public static func plainPage(_ url: String) -> URLComponents? {
        guard let parts = URLComponents(string: url), parts.scheme?.lowercased() == "http",
            parts.host?.isEmpty == false, parts.user == nil, parts.password == nil,
            (1...65_535).contains(parts.port ?? 80)
        else { return nil }
        return parts
    }

    private static func pieces(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { trimmed(String($0)) }
    }

    public static func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
