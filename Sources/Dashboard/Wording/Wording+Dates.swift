public import FoundationEssentials
public import Reports
internal import Store

extension Wording {
    private static let space = "\u{00A0}"

    /// A day as the language writes it in full (CLDR): `22 November 2026`, `22 ноября 2026 г.`, `2026 ж. 22 қараша`.
    public func day(_ day: CivilDate) -> String {
        let month = self("month.\(day.month)")
        return switch language {
        case .en: "\(day.day)\(Self.space)\(month) \(day.year)"
        case .ru: "\(day.day)\(Self.space)\(month) \(day.year)\(Self.space)г."
        case .kk: "\(day.year)\(Self.space)ж. \(day.day)\(Self.space)\(month)"
        }
    }

    /// The day of a moment by UTC, which every list goes by.
    public func day(_ moment: Date) -> String {
        day(CivilDate(daysSinceEpoch: Int((moment.timeIntervalSince1970 / 86_400).rounded(.down))))
    }

    /// A day and the time of day in UTC.
    public func moment(_ moment: Date) -> String {
        let minutes = Int((moment.timeIntervalSince1970 / 60).rounded(.down))
        let minute = ((minutes % 1_440) + 1_440) % 1_440
        return "\(day(moment)), \(Self.two(minute / 60)):\(Self.two(minute % 60))\(Self.space)UTC"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
