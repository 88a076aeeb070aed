/// One look at a computer: itself, what is attached, and how each collector fared.
public struct Scan: Codable, Sendable, Equatable {
    public var computer: Computer
    public var devices: [Device]
    public var collectors: [CollectorOutcome]

    public init(computer: Computer, devices: [Device], collectors: [CollectorOutcome]) {
        self.computer = computer
        self.devices = devices
        self.collectors = collectors
    }
}

/// How one collector fared: a failing one is a fact in the report, never the end of the scan.
public struct CollectorOutcome: Codable, Sendable, Equatable {
    public enum Status: String, Codable, Sendable {
        case ok
        /// The computer has nothing of this kind, which is an answer.
        case noData = "no_data"
        case failed
        /// A word of a newer program.
        case unknown
        /// A word of a newer program reads as `unknown`.
        public init(from decoder: any Decoder) throws {
            let word = try decoder.singleValueContainer().decode(String.self)
            self = Status(rawValue: word) ?? .unknown
        }
    }

    public var name: String
    public var status: Status
    /// Why it failed, or why there is nothing.
    public var reason: String?
    public var durationMs: Double

    public init(name: String, status: Status, reason: String? = nil, durationMs: Double) {
        self.name = name
        self.status = status
        self.reason = reason
        self.durationMs = durationMs
    }

    enum CodingKeys: String, CodingKey {
        case name, status, reason
        case durationMs = "duration_ms"
    }
}
