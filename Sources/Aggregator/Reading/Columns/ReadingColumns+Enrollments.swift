public import Presentation
public import Store

extension ReadingColumns {
    public static let enrollments: [Column<Enrollment>] = [
        Column(Heading("Number", kk: "Нөмірі", ru: "Номер"), key: "id") { .integer($0.id) },
        Column(.school, key: "school") { .text($0.school) },
        Column(.room, key: "room") { .text($0.room) },
        Column(Heading("Uses", kk: "Қолданыстар", ru: "Использований"), key: "uses", aggregate: .sum) {
            .integer($0.uses)
        },
        Column(Heading("Left", kk: "Қалғаны", ru: "Осталось"), key: "uses_left", aggregate: .sum) {
            .integer($0.usesLeft)
        },
        Column(Heading("Made", kk: "Жасалған", ru: "Создан"), key: "created_at") { .time($0.createdAt) },
        Column(Heading("Expires", kk: "Мерзімі бітеді", ru: "Истекает"), key: "expires_at") { .time($0.expiresAt) },
        Column(Heading("Taken back", kk: "Қайтарып алынған", ru: "Отозван"), key: "revoked_at") { .time($0.revokedAt) },
    ]
}
