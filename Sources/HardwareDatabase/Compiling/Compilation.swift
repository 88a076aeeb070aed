/// How compiling the hardware database ended.
public struct Compilation: Sendable, Equatable {
    public enum Outcome: Sendable, Equatable {
        /// The sources are the ones compiled last time.
        case unchanged
        /// A new database is in force.
        case compiled
        /// There were complaints: the last good database stays in force.
        case kept
        /// There were complaints and no earlier database: the files complained about were left out.
        case partial
        /// There is nothing to compile.
        case empty
    }

    public let outcome: Outcome
    /// The database in force; nil when there is none.
    public let path: String?
    public let complaints: [Complaint]

    public init(outcome: Outcome, path: String?, complaints: [Complaint]) {
        self.outcome = outcome
        self.path = path
        self.complaints = complaints
    }

    /// What is wrong with a source file.
    public struct Complaint: Sendable, Hashable, CustomStringConvertible {
        /// The file as the technician knows it.
        public let file: String
        /// From 1; nil when the whole file is meant.
        public let line: Int?
        public let message: String

        public init(file: String, line: Int?, message: String) {
            self.file = file
            self.line = line
            self.message = message
        }

        public var description: String { "\(file):\(line.map { "\($0):" } ?? "") \(message)" }
    }
}
