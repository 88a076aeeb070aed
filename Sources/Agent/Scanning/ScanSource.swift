internal import FoundationEssentials
internal import Glibc
internal import HardwareDatabase
public import Inventory
public import Reports

/// Scans this computer with the hardware knowledge in force.
public struct ScanSource: Sendable {
    private let scanner: Scanner
    private let computer: String
    /// What is wrong with the hwdb files, a sentence each.
    public let complaints: [String]

    /// Compiles the hardware knowledge where it changed and opens it.
    /// - Parameters:
    ///   - database: where the compiled database is kept, such as `StateDirectory.hardwareDatabasePath` with `hwdb.bin`;
    ///     nil for somebody without a state directory, whose cache is used.
    ///   - pedagogical: what the enrolment says; `PARTA_PEDAGOGICAL` of the environment wins over it.
    ///   - computer: what tells this computer from others: the agent's id, or anything before enrolment.
    public init(
        knowledge given: String? = nil, database: String? = nil, computer: String, label: String? = nil,
        room: String? = nil, pedagogical enrolled: Bool? = nil, environment: [String: String]
    ) {
        self.init(
            knowledge: given, database: database, computer: computer, label: label, room: room, pedagogical: enrolled,
            region: nil, environment: environment)
    }

    /// - Parameter region: the region's drop-ins, laid down before they are compiled with the rest.
    init(
        knowledge given: String?, database: String?, computer: String, label: String?, room: String?,
        pedagogical enrolled: Bool?, region: RegionKnowledge?, environment: [String: String]
    ) {
        let opened = Self.open(
            given: given ?? environment["PARTA_HWDB"], database: database, region: region, environment: environment)
        let pedagogical = PedagogicalSetting(environment: environment, enrolled: enrolled)
        let settings = Scanner.Settings(
            agentVersion: Version.text, computer: computer, label: label, room: room, pedagogical: pedagogical.value)
        let roots = Roots(credentials: environment["CREDENTIALS_DIRECTORY"])
        scanner = Scanner(roots: roots, settings: settings, knowledge: opened.knowledge)
        self.computer = computer
        complaints = opened.complaints + [pedagogical.complaint].compactMap(\.self)
    }

    /// The computer and its devices now, as they may be stored and signed.
    /// - Parameter regionHash: the region's, nil before enrolment: serials of personal devices are then left out.
    /// - Parameter machine: by which the machine is known, where this user may not see all of it; nil to look.
    /// - Parameter serials: how those of a category may leave the computer.
    public func scan(
        regionHash: RegionHash?, machine known: MachineParts? = nil,
        serials: (Category) -> SerialPolicy = SerialPolicy.builtIn(for:)
    ) -> Scan {
        var (scan, machine) = scanner.look()
        if let regionHash { scan.computer.components = (known ?? machine).components(hashedBy: regionHash) }
        return scan.applying(regionHash: regionHash, computer: computer, serials: serials)
    }

    /// Gives `body` a folder for the compiled knowledge: the agent's own, else the user's cache, else a private one that is
    /// gone afterwards, as an opened database needs its file no more.
    private static func withFolder(
        _ database: String?, environment: [String: String], _ body: (String) throws -> Void
    ) throws {
        for folder in [database ?? KnowledgeDirectories.cache(environment: environment)].compactMap(\.self) {
            try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            if access(folder, W_OK | X_OK) == 0 { return try body(folder) }
        }
        var template = Array("\(environment["TMPDIR"] ?? "/tmp")/parta-agent-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw StateFailure(
                errno: errno, path: environment["TMPDIR"] ?? "/tmp",
                action: "has no room for the compiled hardware knowledge")
        }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    static func open(
        given: String?, database: String?, region: RegionKnowledge? = nil, environment: [String: String]
    ) -> (knowledge: Knowledge, complaints: [String]) {
        let directories = KnowledgeDirectories.inForce(
            given: given, region: region?.directory, environment: environment)
        var complaints: [String] = []
        do {
            try region?.lay()
        } catch {
            complaints.append("the region's hardware knowledge is not in force: \(error)")
        }
        var own: HardwareDatabase?
        do {
            try withFolder(database, environment: environment) { folder in
                let name = given.map { "hwdb-\(Digest.hex128($0))" } ?? "hwdb"
                let compilation = try HardwareDatabaseCompiler(
                    directories: directories, database: "\(folder)/\(name).bin"
                ).compile()
                complaints += compilation.complaints.map(\.description)
                own = try compilation.path.map { try HardwareDatabase(path: $0) }
                if own == nil, complaints.isEmpty {
                    complaints.append("no .hwdb files in \(directories.joined(separator: " or "))")
                }
            }
        } catch {
            complaints.append("\(error)")
        }
        // The system's own database is missing on small installations; names are then those of the devices.
        let system = try? HardwareDatabase()
        return (Knowledge(own: own, system: system), complaints)
    }
}
