// swift-tools-version: 6.2
// Parta: what stands in a school's rooms, how good its line is, and the two plans made from that.
// ARCHITECTURE.md holds the module table that the targets below follow; Tests/ArchitectureTests proves it.

import PackageDescription

// MARK: - Products of other packages

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
]
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let certificateReloading = Target.Dependency.product(name: "NIOCertificateReloading", package: "swift-nio-extras")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")

// MARK: - Targets

/// The doors to C libraries: a module map and a shim each.
let doors: [Target] = [
    .systemLibrary(name: "CUdev", pkgConfig: "libudev", providers: [.apt(["libudev-dev"])]),
    .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(name: "CTCPInfo"),
]

/// Modules that own a C door: pointers stay inside, so the compiler checks every unsafe use.
let doorKeepers: [Target] = [
    .target(name: "ServiceManager", dependencies: ["CSystemd", logging]),
    .target(name: "Udev", dependencies: ["CUdev"]),
    .target(name: "HardwareDatabase", dependencies: ["CSystemd"]),
    .target(name: "Outbox", dependencies: ["CSQLite", "Reports"]),
    .target(name: "PostgresStore", dependencies: ["CPostgres", "Relational", "RelationalStore", "Store", crypto]),
    // Only this program loads GDAL: it reads strangers' files in limits of its own.
    .executableTarget(name: "parta-exchange", dependencies: ["CGDAL", "CXLSXWriter", "ExchangeRows"]),
]

/// What both programs may import.
let shared: [Target] = [
    .target(name: "Presentation")
]

let agentSide: [Target] = [
    .target(name: "Reports", dependencies: ["CZlib", crypto]),
    .target(name: "Inventory", dependencies: ["Udev", "HardwareDatabase", "Reports"]),
    .target(name: "NDT7", dependencies: ["CTCPInfo", crypto, logging, nioSSL] + nio),
    .target(name: "LineTesting", dependencies: ["NDT7", "Reports", "Udev", nioSSL, nioTLS] + nio),
    .target(
        name: "Agent",
        dependencies: [
            "HardwareDatabase", "Inventory", "LineTesting", "NDT7", "Outbox", "Presentation", "Reports",
            "ServiceManager",
            "Udev",
            lifecycle, logging, nioSSL, nioTLS,
        ] + nio
    ),
    .executableTarget(
        name: "parta-agent",
        dependencies: [
            "Agent", "Inventory", "LineTesting", "Outbox", "Presentation", "Reports", "ServiceManager", argumentParser,
            lifecycle, logging,
        ] + nio
    ),
]

let aggregatorSide: [Target] = [
    .target(name: "Store", dependencies: ["Reports"]),
    .target(name: "Relational"),
    .target(name: "RelationalStore", dependencies: ["Relational", "Reports", "Store"]),
    .target(name: "SQLiteStore", dependencies: ["CSQLite", "Relational", "RelationalStore", "Reports", "Store", grdb]),
    .target(name: "ExchangeRows"),
    .target(name: "Exchange", dependencies: ["ExchangeRows", "Planning", "Reports", "Store", yams]),
    .target(name: "Examples", dependencies: ["Store", "Reports"]),
    .target(name: "Planning"),
    .target(name: "Dashboard", dependencies: ["Presentation", "Reports", "Store", mustache]),
    .target(
        name: "Aggregator",
        dependencies: [
            "Dashboard", "Presentation", "Store", "Reports", asn1, certificateReloading, certificates, crypto,
            hummingbird,
            hummingbirdCore,
            httpTypes,
            lifecycle, logging, nioHTTPTypes, nioSSL, nioTLS,
        ] + nio
    ),
    .executableTarget(
        name: "parta",
        dependencies: [
            "Aggregator", "Dashboard", "Examples", "Exchange", "ExchangeRows", "NDT7", "Planning",
            "PostgresStore", "Presentation", "RelationalStore", "Reports", "ServiceManager", "SQLiteStore",
            "Store", argumentParser, lifecycle, logging, unixSignals,
        ] + nio
    ),
]

let tests: [Target] = [
    .target(name: "StoreContract", dependencies: ["Store", "Reports"], path: "Tests/StoreContract"),
    // A link with a rate, a delay, a queue and losses between two network namespaces, for tests and benchmarks only.
    .systemLibrary(name: "CLinkEmulator", path: "Tests/CLinkEmulator"),
    .executableTarget(
        name: "LinkEmulator", dependencies: ["CLinkEmulator"], path: "Tests/LinkEmulator", exclude: ["README.md"]),
    // Keeps the curves of real tests as CSV, so that estimates can be tried on them without a network.
    .executableTarget(name: "CurveRecorder", dependencies: ["NDT7"] + nio, path: "Tests/CurveRecorder"),
    // Plays thousands of agents against an aggregator on this computer; measured with, never installed.
    .executableTarget(
        name: "parta-load", dependencies: ["NDT7", "Presentation", "Reports", argumentParser, nioSSL] + nio),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "ServiceManagerTests", dependencies: ["ServiceManager"]),
    .testTarget(name: "UdevTests", dependencies: ["Udev"]),
    .testTarget(name: "HardwareDatabaseTests", dependencies: ["HardwareDatabase"]),
    .testTarget(name: "PresentationTests", dependencies: ["Presentation"]),
    .testTarget(name: "ReportsTests", dependencies: ["Reports", crypto]),
    .testTarget(name: "InventoryTests", dependencies: ["Inventory", "HardwareDatabase", "Reports", "Udev"]),
    .testTarget(name: "NDT7Tests", dependencies: ["NDT7", logging, nioEmbedded, nioSSL] + nio),
    .testTarget(
        name: "LineTestingTests",
        dependencies: ["LineTesting", "NDT7", "Reports", "Store", "Udev", logging, nioSSL] + nio),
    .testTarget(name: "OutboxTests", dependencies: ["Outbox", "Reports", "CSQLite"]),
    .testTarget(
        name: "AgentTests",
        dependencies: [
            "Agent", "HardwareDatabase", "Inventory", "LineTesting", "NDT7", "Outbox", "Presentation", "Reports",
            "ServiceManager", "Udev", lifecycle,
            logging, nioSSL,
        ] + nio
    ),
    .testTarget(name: "StoreTests", dependencies: ["Store", "Reports"]),
    .testTarget(name: "DashboardTests", dependencies: ["Dashboard", "Presentation", "Reports", "Store"]),
    .testTarget(name: "ExamplesTests", dependencies: ["Examples", "Store", "Reports"]),
    .testTarget(name: "PlanningTests", dependencies: ["Planning"]),
    .testTarget(
        name: "SQLiteStoreTests",
        dependencies: [
            "Examples", "Relational", "RelationalStore", "SQLiteStore", "Store", "StoreContract", "Reports", grdb,
        ]),
    .target(name: "PrivateCluster", path: "Tests/PrivateCluster"),
    .testTarget(
        name: "PostgresStoreTests",
        dependencies: [
            "PostgresStore", "PrivateCluster", "Relational", "RelationalStore", "Reports", "SQLiteStore", "Store",
            "StoreContract",
        ]),
    .testTarget(
        name: "ExchangeTests",
        dependencies: ["Exchange", "ExchangeRows", "Planning", "Reports", "Store", "parta-exchange"]),
    .testTarget(
        name: "AggregatorTests",
        dependencies: [
            "Agent", "Aggregator", "Inventory", "LineTesting", "NDT7", "Outbox", "PostgresStore", "Presentation",
            "PrivateCluster", "Relational", "RelationalStore", "Reports",
            "SQLiteStore",
            "Store",
            "parta", "parta-load",
            asn1, certificates, crypto, hummingbird, lifecycle, logging, nioSSL,
        ] + nio
    ),
    .testTarget(
        name: "CommandTests",
        dependencies: [
            "Aggregator", "parta", "parta-agent", "parta-exchange", "LinkEmulator", "LineTesting", "Presentation",
            "PrivateCluster",
            "Reports",
            "ServiceManager", "Store",
        ],
        exclude: ["interrupt.py", "terminal.py"]),
]

// Only for `make fuzz`: libFuzzer brings the program's main, so it links in no other build.
let fuzzing: [Target] =
    Context.environment["PARTA_FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "Fuzz",
            dependencies: ["Exchange", "Inventory", "NDT7", "Reports", "Store", "Udev"] + nio,
            path: "Tests/Fuzz", exclude: ["corpus", "README.md"])
    ]

let package = Package(
    name: "parta",
    products: [
        .executable(name: "parta-agent", targets: ["parta-agent"]),
        .executable(name: "parta", targets: ["parta"]),
        .executable(name: "parta-exchange", targets: ["parta-exchange"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: doors + doorKeepers + shared + agentSide + aggregatorSide + tests + fuzzing,
    swiftLanguageModes: [.v6]
)

// MARK: - What a release links

// Nothing loads these programs as a library: without a table of exported symbols the agent is 3.5 MB smaller.
for target in package.targets where ["parta-agent", "parta", "parta-exchange"].contains(target.name) {
    target.linkerSettings = [.unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(configuration: .release))]
}

// MARK: - One loop of settings

let keepers = Set(doorKeepers.map(\.name))
for target in package.targets where target.type != .system {
    var settings = target.swiftSettings ?? []
    settings += [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
    if keepers.contains(target.name) { settings.append(.strictMemorySafety()) }
    target.swiftSettings = settings
}
