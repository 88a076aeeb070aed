public import Presentation
public import Store

extension ReadingColumns {
    public static let regions: [Column<HubRegionRow>] = [
        Column(Heading("Region", kk: "Өңір", ru: "Регион"), key: "name") { .text($0.name) },
        Column(Heading("Areas", kk: "Аумақтар", ru: "Территории"), key: "areas") {
            .text($0.areas.joined(separator: " "))
        },
        Column(Heading("State", kk: "Күйі", ru: "Состояние"), key: "state") { .text($0.state.rawValue) },
        Column(Heading("All told", kk: "Бәрі жіберілді", ru: "Всё передано"), key: "complete_at") {
            .time($0.completeAt)
        },
        Column(
            Heading("Behind h", kk: "Артта, сағ", ru: "Отстаёт, ч"),
            record: [("behind_seconds", { .integer($0.behindSeconds) })]
        ) { .integer($0.behindSeconds.map { $0 / 3_600 }) },
        Column(Heading("Newest report", kk: "Соңғы есеп", ru: "Последний отчёт"), key: "newest_report") {
            .time($0.newestReport)
        },
        Column(Heading("By rollups", kk: "Жиынтықпен", ru: "Сводками"), key: "rollup_schools", aggregate: .sum) {
            .integer($0.rollupSchools)
        },
        Column(Heading("By envelopes", kk: "Хаттармен", ru: "Конвертами"), key: "envelope_schools", aggregate: .sum) {
            .integer($0.envelopeSchools)
        },
        Column(.computers, key: "computers", aggregate: .sum) { .integer($0.computers) },
        Column(.live, key: "computers_live", aggregate: .sum) { .integer($0.computersLive) },
        Column(Heading("Waiting", kk: "Күтуде", ru: "Ожидает"), key: "envelopes_waiting", aggregate: .sum) {
            .integer($0.envelopesWaiting)
        },
    ]

    public static let regionDetails: [Column<HubRegionRow>] = [
        Column(Heading("Key", kk: "Кілт", ru: "Ключ"), key: "region") { .text($0.region) },
        Column(Heading("Last forwarded", kk: "Соңғы жіберілім", ru: "Последняя передача"), key: "last_forwarded") {
            .time($0.lastForwarded)
        },
        Column(Heading("Envelopes", kk: "Хаттар", ru: "Конверты"), key: "envelopes", aggregate: .sum) {
            .integer($0.envelopes)
        },
        Column(Heading("Lost", kk: "Жоғалды", ru: "Утрачено"), key: "envelopes_lost", aggregate: .sum) {
            .integer($0.envelopesLost)
        },
        Column(Heading("Release", kk: "Шығарылым", ru: "Выпуск"), key: "release") { .text($0.release) },
    ]
}
