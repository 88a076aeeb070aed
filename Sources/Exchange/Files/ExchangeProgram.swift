public import ExchangeRows
internal import Foundation

/// The program that reads and writes the formats of spreadsheets and maps, in a process of its own.
///
/// Parsers of these formats are large, and files come from anywhere: what goes wrong in them must not go wrong where the
/// database is open.
public struct ExchangeProgram: Sendable {
    public var path: String
    public var limits: ExchangeLimits

    public init(path: String, limits: ExchangeLimits = ExchangeLimits()) {
        self.path = path
        self.limits = limits
    }

    /// The one that belongs to this program: beside it, as it is built, else where the package puts it.
    public static func installed(limits: ExchangeLimits = ExchangeLimits()) -> ExchangeProgram {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(filePath: own).deletingLastPathComponent().appending(path: "parta-exchange")
            .path(percentEncoded: false)
        let isBeside = FileManager.default.isExecutableFile(atPath: beside)
        return ExchangeProgram(path: isBeside ? beside : "/usr/lib/parta/parta-exchange", limits: limits)
    }

    /// - Throws: `ExchangeFailure.notInstalled`.
    func require() throws {
        guard FileManager.default.isExecutableFile(atPath: path) else { throw ExchangeFailure.notInstalled(path) }
    }

    /// Its arguments, limits first.
    func arguments(_ task: String, _ format: ExchangeFormat, _ file: String, layer: String? = nil) -> [String] {
        [String(limits.memoryMiB), String(limits.processorSeconds), task, format.rawValue, file]
            + (layer.map { [$0] } ?? [])
    }

    /// A process of it that is to be started: nothing of this one's environment goes with it, since GDAL is steered by it.
    func process(_ arguments: [String]) throws -> Process {
        try require()
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ["LC_ALL": "C.UTF-8"]
        return process
    }

    /// What became of a process that has ended.
    /// - Parameters:
    ///   - isLate: whether it was ended because its time was over.
    ///   - words: what it wrote on standard error.
    /// - Returns: nil for a good end.
    func failure(of process: Process, isLate: Bool, words: String) -> ExchangeFailure? {
        if isLate { return .limit("\(limits.wallSeconds) s") }
        let status = process.terminationStatus
        guard process.terminationReason == .uncaughtSignal else {
            if status == 0 { return nil }
            let line = words.split(whereSeparator: \.isNewline).last.map { String($0.prefix(500)) } ?? "says nothing"
            // The dynamic loader's own exit code.
            if status == 127 { return .cannotLoad(line) }
            return .refused(exit: status, message: line)
        }
        switch status {
        case SIGXCPU, SIGKILL: return .limit("\(limits.processorSeconds) s of processor time")
        case SIGXFSZ: return .limit("the largest file that may be written")
        default: return .limit("\(limits.memoryMiB) MiB of memory, or it broke the reader (signal \(status))")
        }
    }
}
