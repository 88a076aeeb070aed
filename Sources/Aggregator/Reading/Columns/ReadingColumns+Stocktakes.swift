public import Presentation
public import Store

extension ReadingColumns {
    public static let stocktakes: [Column<StocktakeDifference>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.day, key: "day") { .text($0.day) },
        Column(Heading("Found", kk: "Анықталғаны", ru: "Что найдено"), key: "kind") { .text($0.kind.rawValue) },
        Column(.inventoryNumber, key: "inventory_number") { .text($0.inventoryNumber) },
        Column(.category, key: "category") { .text($0.category?.rawValue) },
        Column(.room, key: "room") { .text($0.room) },
        Column(Heading("Count", kk: "Саны", ru: "Количество"), key: "count") { .integer($0.count) },
        Column(Heading("Booked in room", kk: "Тіркелген кабинеті", ru: "Кабинет по учёту"), key: "booked_room") {
            .text($0.bookedRoom)
        },
        Column(Heading("Booked at", kk: "Тіркелген мектебі", ru: "Школа по учёту"), key: "booked_school") {
            .text($0.bookedSchool)
        },
        Column(Heading("Booked as", kk: "Тіркелген күйі", ru: "Состояние по учёту"), key: "booked_state") {
            .text($0.bookedState?.rawValue)
        },
    ]
}
