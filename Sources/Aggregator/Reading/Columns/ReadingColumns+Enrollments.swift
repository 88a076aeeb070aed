public import Presentation
public import Store

extension ReadingColumns {
    public static let enrollments: [Column<Enrollment>] = [
        Column("Number", key: "id") { .integer($0.id) },
        Column("School", key: "school") { .text($0.school) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Uses", key: "uses") { .integer($0.uses) },
        Column("Left", key: "uses_left") { .integer($0.usesLeft) },
        Column("Made", key: "created_at") { .time($0.createdAt) },
        Column("Expires", key: "expires_at") { .time($0.expiresAt) },
        Column("Taken back", key: "revoked_at") { .time($0.revokedAt) },
    ]
}
