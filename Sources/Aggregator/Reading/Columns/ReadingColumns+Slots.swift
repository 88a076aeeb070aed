public import Presentation
public import Store

extension ReadingColumns {
    public static let slots: [Column<SlotRow>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.schoolName, key: "school_name") { .text($0.schoolName) },
        Column(.line, key: "line") { .text($0.line) },
        Column(Heading("Planned", kk: "Жоспарланған", ru: "По плану"), key: "slots_planned", aggregate: .sum) {
            .integer($0.slotsPlanned)
        },
        Column(Heading("Run", kk: "Орындалған", ru: "Проведено"), key: "slots_run", aggregate: .sum) {
            .integer($0.slotsRun)
        },
        Column(Heading("Skipped", kk: "Өткізілген", ru: "Пропущено"), key: "slots_skipped") { row in
            .text(
                row.slotsSkipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                    .map { "\($0.key)=\($0.value)" }.joined(separator: " "))
        },
        Column(Heading("Dropped", kk: "Жоғалған", ru: "Утеряно"), key: "slots_dropped", aggregate: .sum) {
            .integer($0.slotsDropped)
        },
    ]
}
