internal import ExchangeRows

/// What the program was asked for: `read FORMAT PATH [LAYER]`, `read-lines FORMAT PATH [LAYER]` or `write FORMAT PATH`, after its limits.
struct Invocation: Equatable {
    enum Task: Equatable {
        /// - Parameter layer: nil for the first that has rows.
        case read(layer: String?)
        /// Lines, with the columns that tell their kind and no others.
        case readLines(layer: String?)
        case write
    }

    static let usage = """
        usage: parta-exchange MEMORY-MIB PROCESSOR-SECONDS (read|read-lines FORMAT FILE [LAYER] | write FORMAT FILE)
        parta starts it; formats: \(ExchangeFormat.allCases.map(\.rawValue).joined(separator: ", "))
        """

    var task: Task
    var format: ExchangeFormat
    var path: String
    var limits: ExchangeLimits

    /// - Parameter arguments: without the program's name.
    init(_ arguments: [String]) throws(ExchangeFault) {
        guard arguments.count >= 5, let memory = Int(arguments[0]), let seconds = Int(arguments[1]), memory > 0,
            seconds > 0, let format = ExchangeFormat(rawValue: arguments[3])
        else { throw .usage(Self.usage) }
        limits = ExchangeLimits(memoryMiB: memory, processorSeconds: seconds)
        self.format = format
        path = arguments[4]
        // The library takes many texts for names of things that are no files: URLs, whole documents, /vsi… for archives,
        // memory and the network. What begins with a slash and not with /vsi is a file.
        guard path.hasPrefix("/"), !path.lowercased().hasPrefix("/vsi"), !path.contains("\0") else {
            throw .usage("a file's whole path is wanted, not \"\(path)\"")
        }
        switch (arguments[2], arguments.count) {
        case ("read", 5): task = .read(layer: nil)
        case ("read", 6): task = .read(layer: arguments[5])
        case ("read-lines", 5): task = .readLines(layer: nil)
        case ("read-lines", 6): task = .readLines(layer: arguments[5])
        case ("write", 5):
            guard format.isWritable else { throw .usage("\(format.title) is read and not written") }
            task = .write
        default: throw .usage(Self.usage)
        }
    }
}
