internal import FoundationEssentials

/// The days and weeks that slots are named after: `SlotRecord.id` begins with one.
enum SlotDay {
    /// Those in which it may be somewhere on Earth now: schools keep their own time, and none is a day from UTC's.
    static func names(around now: Date) -> Set<String> {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        let names = [-86_400.0, 0, 86_400].flatMap { offset in
            let parts = calendar.dateComponents(
                [.year, .month, .day, .yearForWeekOfYear, .weekOfYear], from: now.addingTimeInterval(offset))
            return [
                "\(digits(parts.year, 4))-\(digits(parts.month, 2))-\(digits(parts.day, 2))",
                "\(digits(parts.yearForWeekOfYear, 4))-W\(digits(parts.weekOfYear, 2))",
            ]
        }
        return Set(names)
    }

    private static func digits(_ number: Int?, _ count: Int) -> String {
        let text = String(number ?? 0)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
