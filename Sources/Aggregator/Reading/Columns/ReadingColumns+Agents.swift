public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let agents: [Column<AgentRow>] = [
        Column(.agent, key: "agent") { .text($0.agent.text) },
        Column(.school, key: "school") { .text($0.school) },
        Column(.room, key: "room") { .text($0.room) },
        Column(.label, key: "label") { .text($0.label) },
        Column(Heading("State", kk: "Күйі", ru: "Состояние"), key: "state") { .text($0.state.rawValue) },
        Column(Heading("Waiting since", kk: "Күте бастаған", ru: "Ждёт с"), key: "waiting_since") {
            .time($0.waitingSince)
        },
        Column(Heading("Version", kk: "Нұсқасы", ru: "Версия"), key: "version") { .text($0.version) },
        Column(Heading("Old", kk: "Ескі", ru: "Старая"), key: "old_version", aggregate: .yes) { .flag($0.oldVersion) },
        Column(Heading("Reports", kk: "Есептер", ru: "Отчёты"), key: "reports", aggregate: .sum) {
            .integer($0.reports)
        },
        Column(Heading("Set aside", kk: "Бөлек қойылған", ru: "Отложено"), key: "set_aside", aggregate: .sum) {
            .integer($0.setAside)
        },
        Column(Heading("Copied from", kk: "Көшірме көзі", ru: "Копия агента"), key: "cloned_from") {
            .text($0.clonedFrom?.text)
        },
        Column(Heading("Two PCs", kk: "Екі ДК", ru: "Два ПК"), key: "suspected_clone", aggregate: .yes) {
            .flag($0.suspectedClone)
        },
        Column(.succeeds, key: "succeeds") { .text($0.succeeds?.text) },
        Column(Heading("Now", kk: "Қазіргі агент", ru: "Стал агентом"), key: "replaced_by") {
            .text($0.replacedBy?.text)
        },
        Column(Heading("Table differs", kk: "Кесте сәйкес емес", ru: "Таблица расходится"), key: "table_differs_since")
        {
            .time($0.tableDiffersSince)
        },
        Column(
            Heading("Ended streams", kk: "Тоқтатылған ағындар", ru: "Закрытые потоки"), key: "ended_streams",
            aggregate: .sum
        ) { .integer($0.endedStreams) },
        Column(Heading("Last ended", kk: "Соңғы тоқтатылған", ru: "Последний закрыт"), key: "stream_ended_at") {
            .time($0.streamEndedAt)
        },
        Column(Heading("Not read", kk: "Оқылмаған", ru: "Не прочитано"), key: "unknown_fields") {
            .text($0.unknownFields.joined(separator: " "))
        },
        Column(.lastSeen, key: "last_seen") { .time($0.lastSeen) },
    ]

    /// The rest of JSON's keys; a table has no room for them.
    public static let agentDetails: [Column<AgentRow>] = [
        Column(.schoolName, key: "school_name") { .text($0.schoolName) },
        Column(Heading("Enrolled", kk: "Тіркелген", ru: "Зарегистрирован"), key: "enrolled_at") {
            .time($0.enrolledAt)
        },
    ]
}
