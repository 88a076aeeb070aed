internal import Reports
internal import Store

/// A row of what is missing, as pages write it.
enum GapText {
    static func values(_ row: GapRow, _ wording: Wording) -> [String: PageValue] {
        [
            "category": .text(wording.word("category", row.category.rawValue)),
            "room": .text(wording.word("room_kind", row.room)),
            "mandatory": .text(wording(row.mandatory ? "gap.mandatory" : "gap.recommended")),
            "needed": .text(wording.number(row.needed)),
            "present": .text(range(row.presentLow, row.presentHigh, wording)),
            "missing": .text(range(row.missingLow, row.missingHigh, wording)), "cost": .text(cost(row, wording)),
            "schools": .text(wording.number(row.schools)),
        ]
    }

    /// At least and at most; one number where both are the same.
    static func range(_ low: Int, _ high: Int, _ wording: Wording) -> String {
        low == high ? wording.number(low) : "\(wording.number(low))–\(wording.number(high))"
    }

    private static func cost(_ row: GapRow, _ wording: Wording) -> String {
        guard let low = row.costLow, let high = row.costHigh, let currency = row.currency else { return "–" }
        let amount = low == high ? wording.number(low) : "\(wording.number(low))–\(wording.number(high))"
        let year = row.priceYear.map { ", \($0)" } ?? ""
        return "\(amount)\u{00A0}\(currency)\(year)"
    }
}
