/// Who may import whom, as ARCHITECTURE.md's module table says, with the reason for each limit.
///
/// A module missing here fails the test, so that a new one enters with a rule of its own.
enum ImportRules {
    struct Rule {
        var allowed: Set<String>
        var why: String
    }

    static let always: Set<String> = ["FoundationEssentials", "Glibc", "Synchronization", "_Concurrency"]
    static let nio: Set<String> = ["NIOCore", "NIOPosix", "NIOHTTP1"]

    static let rules: [String: Rule] = [
        "ServiceManager": Rule(allowed: ["CSystemd", "Logging"], why: "both programs speak to systemd through it"),
        "Presentation": Rule(allowed: [], why: "plain text out of plain values, for both programs"),
        "Udev": Rule(allowed: ["CUdev"], why: "it owns every libudev pointer and nothing else"),
        "HardwareDatabase": Rule(allowed: ["CSystemd"], why: "it looks keys up and knows no device"),
        "Reports": Rule(allowed: ["Crypto", "CZlib"], why: "both sides speak it, so it does no I/O"),
        "Inventory": Rule(
            allowed: ["Udev", "HardwareDatabase", "Reports"], why: "collectors turn udev and sysfs into reports"),
        "NDT7": Rule(
            allowed: nio.union(["CTCPInfo", "Crypto", "Logging", "NIOSSL"]), why: "a protocol, for client and server"),
        "LineTesting": Rule(
            allowed: nio.union(["NDT7", "NIOSSL", "NIOTLS", "Reports", "Udev"]),
            why: "it judges lines and stores nothing; of Udev only FileTree, the bounded reader of /proc and /sys"),
        "Outbox": Rule(allowed: ["CSQLite", "Reports"], why: "it keeps and never sends"),
        "Agent": Rule(
            allowed: nio.union([
                "HardwareDatabase", "Inventory", "LineTesting", "Logging", "NDT7", "NIOSSL", "NIOTLS", "Outbox",
                "Presentation", "Reports", "ServiceLifecycle", "ServiceManager", "Udev",
            ]),
            why: "it wires the agent's side together; TLS for the region's servers, and for asking M-Lab which is near"),
        "parta-agent": Rule(
            allowed: [
                "Agent", "ArgumentParser", "Inventory", "LineTesting", "Logging", "Outbox", "Presentation", "Reports",
                "ServiceManager",
            ],
            why: "thin commands; of Outbox, LineTesting and Inventory only what status, progress and explain show"),
        "Store": Rule(allowed: ["Reports"], why: "a protocol and plain values"),
        "Relational": Rule(allowed: [], why: "what the store's logic asks of a database, whichever engine it is"),
        "RelationalStore": Rule(
            allowed: ["Foundation", "Relational", "Reports", "Store"], why: "the store's logic knows no engine"),
        "SQLiteStore": Rule(
            allowed: ["CSQLite", "Foundation", "GRDB", "Relational", "RelationalStore", "Reports", "Store"],
            why: "the only user of GRDB; of the C door it sets once what GRDB cannot"),
        "PostgresStore": Rule(
            allowed: ["CPostgres", "Crypto", "Foundation", "Relational", "RelationalStore", "Store"],
            why: "it owns every pointer of libpq's, and of the store's logic it knows how to open it"),
        "ExchangeRows": Rule(allowed: [], why: "the lines between parta and parta-exchange, and nothing else"),
        "parta-exchange": Rule(
            allowed: ["CGDAL", "CXLSXWriter", "ExchangeRows"],
            why: "the only program that loads GDAL: it knows rows and nothing of schools or databases"),
        "Exchange": Rule(
            allowed: ["ExchangeRows", "Foundation", "Planning", "Reports", "Store", "Yams"],
            why: "file formats in and out of the store's values, and of Planning's sites and links; YAML of norms alone"
        ),
        "Examples": Rule(
            allowed: ["Reports", "Store"], why: "a made-up country out of a seed: it reads nothing and stores nothing"),
        "Planning": Rule(allowed: [], why: "pure algorithms on plain values: it reads no file, no clock and no store"),
        "Aggregator": Rule(
            allowed: nio.union([
                "Crypto", "Dashboard", "Foundation", "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging",
                "NIOCertificateReloading", "NIOHTTPTypes", "NIOSSL", "NIOTLS", "Presentation", "Reports",
                "ServiceLifecycle", "Store",
                "SwiftASN1", "X509",
            ]),
            why:
                "HTTP over the store, TLS below it with certificates of its own making; CSV as the commands write it; pages "
                + "as Dashboard makes them"),
        "Dashboard": Rule(
            allowed: ["Mustache", "Presentation", "Reports", "Store"],
            why: "values in, HTML out: it opens no file, no socket and no database; only HTMLText may escape"),
        "parta-load": Rule(
            allowed: nio.union(["ArgumentParser", "NDT7", "NIOSSL", "Presentation", "Reports"]),
            why: "it plays agents with the reports and the TLS that agents use, and knows no server from within"),
        "parta": Rule(
            allowed: nio.union([
                "Aggregator", "ArgumentParser", "Dashboard", "Examples", "Exchange", "ExchangeRows", "Foundation",
                "Logging", "NDT7",
                "Planning", "PostgresStore", "Presentation", "RelationalStore", "Reports", "SQLiteStore",
                "ServiceLifecycle",
                "ServiceManager", "Store",
                "UnixSignals",
            ]),
            why: "thin commands"),
    ]

    /// Modules that run on a classroom PC: full Foundation costs 44 MB there, Dispatch a wake-up a second.
    static let agentSide: Set<String> = [
        "ServiceManager", "Presentation", "Udev", "HardwareDatabase", "Reports", "Inventory", "NDT7", "LineTesting",
        "Outbox", "Agent",
        "parta-agent",
    ]

    static let forbiddenOnAgentSide: [String: String] = [
        "Foundation": "one ICU-backed call costs 44 MB; FoundationEssentials has what an agent needs",
        "Dispatch": "libdispatch wakes an idle process once a second",
        "GRDB": "adds 30 MB to the agent",
        "Relational": "it belongs to the aggregator's databases",
        "Hummingbird": "a server has no place on a classroom PC",
        "X509": "agents pin keys and read no certificates",
        "NIOCertificateReloading": "it brings X509",
    ]

    /// The modules that may touch a C door; no C pointer leaves them.
    static let doorKeepers: [String: Set<String>] = [
        "CUdev": ["Udev"],
        "CSystemd": ["ServiceManager", "HardwareDatabase"],
        "CPostgres": ["PostgresStore"],
        "CSQLite": ["Outbox", "SQLiteStore"],
        "CZlib": ["Reports"],
        "CTCPInfo": ["NDT7"],
        "CGDAL": ["parta-exchange"],
        "CXLSXWriter": ["parta-exchange"],
    ]
}
