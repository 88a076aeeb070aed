public import ArgumentParser
public import Reports

extension LineNorm: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(text: argument)
    }

    public var defaultValueDescription: String { name }
}

/// What the line is held against.
struct NormOption: ParsableArguments {
    @Option(help: ArgumentHelp("How many pupils the school has, to say what the norm asks for.", valueName: "n"))
    var pupils: Int?

    @Option(
        help: ArgumentHelp(
            "The norm: 20+1/20 asks 20 Mbps, and 1 Mbps for every 20 pupils where that is more.", valueName: "norm"))
    var norm: LineNorm = .kazakhstan

    func validate() throws {
        if let pupils, !(1...100_000).contains(pupils) {
            throw ValidationError("--pupils wants 1 to 100000, not \(pupils).")
        }
    }
}
