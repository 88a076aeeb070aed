internal import Reports

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
                wants: SettingText.Wants.timeZone, zones.zone),
            shifts: reader.value(
                "PARTA_SHIFTS", default: SchoolCalendar.standardShifts, wants: SettingText.Wants.shifts,
                SettingText.spans),
            weekdays: reader.value(
                "PARTA_SCHOOL_DAYS", default: SchoolDays.standardWeekdays, wants: SettingText.Wants.schoolDays,
                SettingText.weekdays),
            terms: reader.value(
                "PARTA_TERMS", default: SchoolDays.standardTerms, wants: SettingText.Wants.terms,
                SettingText.dates),
            holidays: reader.value(
                "PARTA_HOLIDAYS", default: SchoolDays.standardHolidays, wants: SettingText.Wants.holidays,
                SettingText.holidays),
            outsideHours: reader.value(
                "PARTA_OUTSIDE_HOURS", default: SchoolCalendar.standardOutsideHours,
                wants: SettingText.Wants.outsideHours
            ) { ClockSpan($0) })
        let settings = LineTestSettings(
            calendar: calendar,
            testsPerDay: reader.number("PARTA_TESTS_PER_DAY", default: 4, in: SettingText.testsPerDay),
            monthlyBytes: reader.number("PARTA_MONTHLY_MB", default: 1_500, in: SettingText.monthlyMB) * 1_000_000,
            metered: reader.value("PARTA_METERED", default: .auto, wants: SettingText.Wants.metered) {
                Metered(rawValue: $0.lowercased())
            },
            fullEvery: reader.value(
                "PARTA_FULL_EVERY", default: nil, wants: SettingText.Wants.number(SettingText.fullEvery)
            ) {
                SettingReader.number($0, in: SettingText.fullEvery).map { .some($0) }
            },
            ownTrafficLimitKbps: reader.number("PARTA_OWN_TRAFFIC_KBPS", default: 200, in: SettingText.ownTrafficKbps))
        return Reading(settings: settings, complaints: reader.complaints)
    }
}

extension SchoolCalendar {
    /// Two shifts, as most schools of Kazakhstan teach.
    static let standardShifts = [ClockSpan(from: 480, to: 780), ClockSpan(from: 840, to: 1_140)]
    static let standardOutsideHours = ClockSpan(from: 420, to: 1_260)
}
