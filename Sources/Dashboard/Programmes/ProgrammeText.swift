internal import Reports
internal import Store

/// A row of a programme as pages write it.
enum ProgrammeText {
    static func values(_ row: ProgrammeRow, _ wording: Wording) -> [String: PageValue] {
        func share(_ count: Int) -> String {
            guard row.delivered > 0 else { return wording.number(count) }
            return "\(wording.number(count)) (\(wording.percent(Double(count) / Double(row.delivered))))"
        }
        let use =
            switch row.use {
            case .measured?, .partly?: row.deviceDays.map { wording.number($0) } ?? "–"
            case .notMeasured?: wording("programme.not_measured")
            case nil: "–"
            }
        return [
            "programme": .text(row.programmeName ?? row.programme ?? "–"),
            "address": .text(row.programme.map { Address("/programme", [("id", $0)]).text }),
            "funder": .text(row.funder ?? "–"), "school": .text(row.schoolName ?? row.school),
            "school_address": .text(row.school.map { Address("/school", [("id", $0)]).text }), "area": .text(row.area),
            "category": .text(row.category.map { wording.word("category", $0.rawValue) } ?? "–"),
            "schools": .text(wording.number(row.schools)), "delivered": .text(wording.number(row.delivered)),
            "seen": .text(share(row.seen)), "verified": .text(share(row.verified)), "use": .text(use),
            "per_device": .text(row.childrenPerDevice.map { wording.number($0, decimals: 1) } ?? "–"),
        ]
    }
}
