// swift-tools-version: 6.2
// Runs of `Planning` alone, for benchmarks: a release build of it needs no server, database or cryptography.

import PackageDescription

let package = Package(
    name: "planning-runs",
    targets: [
        .target(name: "Planning"),
        .executableTarget(name: "RolloutRun", dependencies: ["Planning"]),
        .executableTarget(name: "SpanningForestRun", dependencies: ["Planning"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
}
