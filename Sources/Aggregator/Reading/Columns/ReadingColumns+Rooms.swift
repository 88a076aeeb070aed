public import Presentation
public import Store

extension ReadingColumns {
    public static let rooms: [Column<RoomRow>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.schoolName, key: "school_name") { .text($0.schoolName) },
        Column(.room, key: "room") { .text($0.room) },
        Column(Heading("Kind", kk: "Түрі", ru: "Вид"), key: "kind") { .text($0.kind?.rawValue) },
        Column(Heading("Seats", kk: "Орындар", ru: "Места"), key: "seats", aggregate: .sum) { .integer($0.seats) },
        Column(.computers, key: "computers", aggregate: .sum) { .integer($0.computers) },
        Column(.live, key: "live", aggregate: .sum) { .integer($0.live) },
        Column(.devices, key: "devices", aggregate: .sum) { .integer($0.devices) },
    ]
}
