public import Presentation
public import Store

extension ReadingColumns {
    public static let rooms: [Column<RoomRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Name", key: "school_name") { .text($0.schoolName) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Kind", key: "kind") { .text($0.kind?.rawValue) },
        Column("Seats", key: "seats") { .integer($0.seats) },
        Column("PCs", key: "computers") { .integer($0.computers) },
        Column("Live", key: "live") { .integer($0.live) },
        Column("Devices", key: "devices") { .integer($0.devices) },
    ]
}
