internal import Reports

/// Turns one kind of what the kernel shows into devices. One type, one file.
protocol Collector: Sendable {
    /// As it stands in the report.
    var name: String { get }
    /// What it means when there is nothing.
    var emptiness: String { get }

    /// - Throws: when the whole kind cannot be read; what only one device lacks is missing from that device.
    func collect(in context: ScanContext) throws -> [Device]
}

/// Runs collectors, times and judges them: one that throws is an outcome, never the end of the scan.
struct CollectorExecution {
    let clock: any Clock<Duration>

    func run(_ collector: some Collector, in context: ScanContext) -> ([Device], CollectorOutcome) {
        let (devices, outcome) = run(collector.name, emptiness: collector.emptiness, isEmpty: \.isEmpty) {
            try collector.collect(in: context)
        }
        return (devices ?? [], outcome)
    }

    /// The same for what is no list of devices.
    func run<Value>(
        _ name: String, emptiness: String, isEmpty: (Value) -> Bool, _ body: () throws -> Value
    ) -> (Value?, CollectorOutcome) {
        var result: Result<Value, any Error>?
        let duration = clock.measure { result = Result { try body() } }
        let milliseconds = Double((duration / .microseconds(1)).rounded()) / 1000
        switch result {
        case .success(let value):
            let nothing = isEmpty(value)
            return (
                value,
                CollectorOutcome(
                    name: name, status: nothing ? .noData : .ok, reason: nothing ? emptiness : nil,
                    durationMs: milliseconds)
            )
        case .failure(let error):
            return (nil, CollectorOutcome(name: name, status: .failed, reason: "\(error)", durationMs: milliseconds))
        case nil:
            return (nil, CollectorOutcome(name: name, status: .failed, reason: "did not run", durationMs: milliseconds))
        }
    }
}
