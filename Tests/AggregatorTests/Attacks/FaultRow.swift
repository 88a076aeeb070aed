import Foundation

/// A row of the table that `make fault-test` shows; silent in `make test`.
enum FaultRow {
    static var isAsked: Bool { ProcessInfo.processInfo.environment["PARTA_FAULTS"] == "1" }

    /// A count that the environment may raise.
    static func count(_ name: String, _ usual: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual
    }

    static func say(_ name: String, toReach: String, _ counts: String, met: Bool) {
        guard isAsked else { return }
        print("FAULT | \(name) | \(toReach) | \(counts) | \(met ? "met" : "not met")")
    }
}
