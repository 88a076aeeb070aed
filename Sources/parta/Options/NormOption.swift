public import ArgumentParser
public import Reports

extension LineNorm: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(text: argument)
    }

    public var defaultValueDescription: String { name }
}

/// What lines are held against.
struct NormOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The norm to hold lines against: 20+1/20 asks 20 Mbps, and 1 Mbps for every 20 pupils where that is more. Without \
            it each school's settings say.
            """,
            valueName: "norm"))
    var norm: LineNorm?
}
