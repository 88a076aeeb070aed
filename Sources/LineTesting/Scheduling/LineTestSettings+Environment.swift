/// Read from the agent's environment (`/etc/parta/agent.env`).
extension LineTestSettings {
    /// What the environment gave, with a sentence for each setting that could not be used: its default holds then.
    public struct Reading: Sendable, Equatable {
        public var settings: LineTestSettings
        public var complaints: [String]
    }

    /// - Parameter zones: where time zones are found.
    public static func read(environment: [String: String], zones: ZoneSource = ZoneSource()) -> Reading {
        var reader = SettingReader(environment: environment)
        let local = reader.localZone(zones)
        let calendar = SchoolCalendar(
            zone: reader.value(
                "PARTA_TIME_ZONE", default: local,
                wants: "a time zone such as Asia/Almaty, or an offset such as +05:00",
                zones.zone),
            shifts: reader.value(
                "PARTA_SHIFTS", default: SchoolCalendar.standardShifts,
                wants: "stretches of the day in order and apart, such as \(SchoolCalendar.standardShiftsText)"
            ) { SettingReader.spans($0) },
            weekdays: reader.value(
                "PARTA_SCHOOL_DAYS", default: [1, 2, 3, 4, 5],
                wants: "days or stretches of days from mon to sun, such as mon-fri or mon,wed,fri",
                SettingReader.weekdays),
            terms: reader.value(
                "PARTA_TERMS", default: SchoolCalendar.standardTerms,
                wants: "dates such as 2026-09-01..2026-10-25, or 09-01..05-25 for every year", SettingReader.dates),
            holidays: reader.value(
                "PARTA_HOLIDAYS", default: SchoolCalendar.standardHolidays,
                wants: "dates such as 2026-10-26..2026-11-01, or 12-16 for every year, or none"
            ) { $0 == "none" ? [] : SettingReader.dates($0) },
            outsideHours: reader.value(
                "PARTA_OUTSIDE_HOURS", default: SchoolCalendar.standardOutsideHours,
                wants: "one stretch of the day such as \(SchoolCalendar.standardOutsideHours)"
            ) { ClockSpan($0) })
        let settings = LineTestSettings(
            calendar: calendar,
            testsPerDay: reader.number("PARTA_TESTS_PER_DAY", default: 4, in: 0...12),
            monthlyBytes: reader.number("PARTA_MONTHLY_MB", default: 1_500, in: 1...1_000_000) * 1_000_000,
            metered: reader.value("PARTA_METERED", default: .auto, wants: "auto, yes or no") {
                Metered(rawValue: $0.lowercased())
            },
            fullEvery: reader.value("PARTA_FULL_EVERY", default: nil, wants: "a whole number from 1 to 1000") {
                SettingReader.number($0, in: 1...1_000).map { .some($0) }
            },
            ownTrafficLimitKbps: reader.number("PARTA_OWN_TRAFFIC_KBPS", default: 200, in: 1...1_000_000))
        return Reading(settings: settings, complaints: reader.complaints)
    }
}

extension SchoolCalendar {
    static let standardShiftsText = "08:00-13:00,14:00-19:00"
    /// Two shifts, as most schools of Kazakhstan teach.
    static let standardShifts = [ClockSpan(from: 480, to: 780), ClockSpan(from: 840, to: 1_140)]
    /// Kazakhstan's school year.
    static let standardTerms = ["09-01..05-25"].compactMap { DateSpan($0) }
    /// Kazakhstan's holidays that keep their date every year, and the days of the winter break that are the same each year.
    static let standardHolidays = [
        "12-31..01-08", "03-08", "03-21..03-23", "05-01", "05-07", "05-09", "10-25", "12-16",
    ].compactMap { DateSpan($0) }
    static let standardOutsideHours = ClockSpan(from: 420, to: 1_260)
}
