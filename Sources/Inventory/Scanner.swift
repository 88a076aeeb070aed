public import Reports
internal import Udev

/// Looks at the computer once: itself and everything attached, without opening any device.
public struct Scanner: Sendable {
    /// What a scan cannot see and is told.
    public struct Settings: Sendable, Equatable {
        public var agentVersion: String
        /// What tells this computer from others in the ids of devices without a serial, such as the agent's id.
        public var computer: String
        public var label: String?
        public var room: String?
        public var pedagogical: Bool

        public init(
            agentVersion: String, computer: String, label: String? = nil, room: String? = nil, pedagogical: Bool = true
        ) {
            self.agentVersion = agentVersion
            self.computer = computer
            self.label = label
            self.room = room
            self.pedagogical = pedagogical
        }
    }

    public let roots: Roots
    public let settings: Settings
    private let knowledge: Knowledge
    private let readEDID: EDIDReader
    private let execution: CollectorExecution
    private let collectors: [any Collector]

    static let allCollectors: [any Collector] = [
        USBCollector(), PCICollector(), NetworkCollector(), DisplayCollector(), InputCollector(), StorageCollector(),
        PowerCollector(),
    ]

    public init(
        roots: Roots = Roots(), settings: Settings, knowledge: Knowledge,
        readEDID: @escaping EDIDReader = EDID.reader,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.init(
            roots: roots, settings: settings, knowledge: knowledge, readEDID: readEDID, clock: clock,
            collectors: Self.allCollectors)
    }

    init(
        roots: Roots, settings: Settings, knowledge: Knowledge, readEDID: @escaping EDIDReader,
        clock: any Clock<Duration>, collectors: [any Collector]
    ) {
        self.roots = roots
        self.settings = settings
        self.knowledge = knowledge
        self.readEDID = readEDID
        self.execution = CollectorExecution(clock: clock)
        self.collectors = collectors
    }

    /// The computer and its devices now, serials as they are: see `Scan.applying(regionHash:computer:)` before it is
    /// stored. Never fails: what could not be read is an outcome.
    public func scan() -> Scan { look().scan }

    /// A scan, and beside it the parts the machine is known by.
    public func look() -> (scan: Scan, machine: MachineParts) {
        let (tree, enumerated) = execution.run("udev", emptiness: "no device at all", isEmpty: \.devices.isEmpty) {
            try DeviceTree(sysfs: roots.sys)
        }
        let enumeration: Result<DeviceTree, any Error> =
            tree.map { .success($0) } ?? .failure(EnumerationFailed(reason: enumerated.reason ?? ""))
        let context = ScanContext(
            roots: roots, settings: settings, knowledge: knowledge, readEDID: readEDID, enumeration: enumeration)
        let machine = ComputerCollector()
        let (computer, computerOutcome) = execution.run(
            machine.name, emptiness: machine.emptiness, isEmpty: { $0.kernel == nil && $0.model == nil },
            { machine.collect(roots, settings: settings) })
        var devices: [Device] = []
        var outcomes = [computerOutcome, enumerated]
        for collector in collectors {
            let (found, outcome) = execution.run(collector, in: context)
            devices += found
            outcomes.append(outcome)
        }
        let scan = Scan(
            computer: computer ?? Computer(agentVersion: settings.agentVersion),
            devices: DeviceIdentity.separateDuplicates(PanelRule.joined(devices), computer: settings.computer),
            collectors: outcomes)
        return (scan, MachineParts(roots: roots, tree: tree))
    }
}

/// Why every collector that needs the kernel's devices failed.
struct EnumerationFailed: Error, CustomStringConvertible {
    let reason: String

    var description: String { "the kernel's devices could not be listed: \(reason)" }
}
