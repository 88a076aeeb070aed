public import Presentation
public import Store

extension ReadingColumns {
    public static let stocktakes: [Column<StocktakeDifference>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Day", key: "day") { .text($0.day) },
        Column("Found", key: "kind") { .text($0.kind.rawValue) },
        Column("Number", key: "inventory_number") { .text($0.inventoryNumber) },
        Column("Category", key: "category") { .text($0.category?.rawValue) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Count", key: "count") { .integer($0.count) },
        Column("Booked in room", key: "booked_room") { .text($0.bookedRoom) },
        Column("Booked at", key: "booked_school") { .text($0.bookedSchool) },
        Column("Booked as", key: "booked_state") { .text($0.bookedState?.rawValue) },
    ]
}
