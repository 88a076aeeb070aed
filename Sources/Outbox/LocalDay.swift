public import FoundationEssentials
internal import Glibc

/// The calendar day where the computer stands, as a device-day carries it.
public enum LocalDay {
    /// `YYYY-MM-DD` by the computer's time zone (`TZ`, /etc/localtime).
    public static func text(of date: Date) -> String {
        var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
        var parts = unsafe tm()
        // localtime_r fails only for years beyond Int32, which no clock shows; UTC is then as good as anything.
        let offset = unsafe localtime_r(&seconds, &parts) == nil ? 0 : unsafe parts.tm_gmtoff
        return text(of: date, secondsEastOfUTC: offset)
    }

    /// `YYYY-MM-DD` at a given offset.
    ///
    /// Source: the civil-from-days algorithm of H. Hinnant, https://howardhinnant.github.io/date_algorithms.html
    public static func text(of date: Date, secondsEastOfUTC offset: Int) -> String {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + offset
        let days = floorDivide(seconds, 86_400) + 719_468
        let era = floorDivide(days, 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    private static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
        number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
