public import Presentation
public import Store

extension ReadingColumns {
    public static let platforms: [Column<PlatformRow>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.schoolName, key: "school_name") { .text($0.schoolName) },
        Column(Heading("Platform", kk: "Платформа", ru: "Платформа"), key: "platform") { .text($0.platform) },
        Column(Heading("Host", kk: "Хост", ru: "Узел"), key: "host") { .text($0.host) },
        Column(
            Heading("Reached %", kk: "Қолжетімді %", ru: "Доступна %"),
            record: [("reached_share", { .exact($0.reachedShare) })]
        ) {
            // Never rounded up to all of them.
            .integer(Int(($0.reachedShare * 100).rounded(.down)))
        },
        Column(.tests, key: "tests", aggregate: .sum) { .integer($0.tests) },
        Column(Heading("Name ms", kk: "Атауды іздеу мс", ru: "Поиск имени мс"), key: "name_ms", aggregate: .median) {
            .milliseconds($0.nameMs)
        },
        Column(Heading("Connect ms", kk: "Қосылу мс", ru: "Соединение мс"), key: "connect_ms", aggregate: .median) {
            .milliseconds($0.connectMs)
        },
        Column(Heading("TLS ms", kk: "TLS мс", ru: "TLS мс"), key: "tls_ms", aggregate: .median) {
            .milliseconds($0.tlsMs)
        },
        Column(
            Heading("First byte ms", kk: "Бірінші байт мс", ru: "Первый байт мс"), key: "first_byte_ms",
            aggregate: .median
        ) { .milliseconds($0.firstByteMs) },
        Column(
            Heading("Last problem", kk: "Соңғы ақау", ru: "Последний сбой"),
            record: [("last_problem", { .text($0.lastProblem) }), ("last_problem_at", { .time($0.lastProblemAt) })]
        ) { .text($0.lastProblem) },
    ]

    /// The rest of JSON's keys; a table has no room for them.
    public static let platformDetails: [Column<PlatformRow>] = [
        Column(Heading("Reached", kk: "Жеткен", ru: "Достигнута"), key: "reached", aggregate: .sum) {
            .integer($0.reached)
        },
        Column(.lastTest, key: "last_test_at") { .time($0.lastTestAt) },
    ]
}
