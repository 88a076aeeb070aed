public import Presentation
public import Store

extension ReadingColumns {
    public static let slots: [Column<SlotRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Name", key: "school_name") { .text($0.schoolName) },
        Column("Line", key: "line") { .text($0.line) },
        Column("Planned", key: "slots_planned") { .integer($0.slotsPlanned) },
        Column("Run", key: "slots_run") { .integer($0.slotsRun) },
        Column("Skipped", key: "slots_skipped") { row in
            .text(
                row.slotsSkipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                    .map { "\($0.key)=\($0.value)" }.joined(separator: " "))
        },
        Column("Dropped", key: "slots_dropped") { .integer($0.slotsDropped) },
    ]
}
