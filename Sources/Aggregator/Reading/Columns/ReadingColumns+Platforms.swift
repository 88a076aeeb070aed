public import Presentation
public import Store

extension ReadingColumns {
    public static let platforms: [Column<PlatformRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Name", key: "school_name") { .text($0.schoolName) },
        Column("Platform", key: "platform") { .text($0.platform) },
        Column("Host", key: "host") { .text($0.host) },
        Column("Reached %", record: [("reached_share", { .exact($0.reachedShare) })]) {
            // Never rounded up to all of them.
            .integer(Int(($0.reachedShare * 100).rounded(.down)))
        },
        Column("Tests", key: "tests") { .integer($0.tests) },
        Column("Name ms", key: "name_ms") { .milliseconds($0.nameMs) },
        Column("Connect ms", key: "connect_ms") { .milliseconds($0.connectMs) },
        Column("TLS ms", key: "tls_ms") { .milliseconds($0.tlsMs) },
        Column("First byte ms", key: "first_byte_ms") { .milliseconds($0.firstByteMs) },
        Column(
            "Last problem",
            record: [("last_problem", { .text($0.lastProblem) }), ("last_problem_at", { .time($0.lastProblemAt) })]
        ) { .text($0.lastProblem) },
    ]
}
