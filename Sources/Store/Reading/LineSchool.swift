public import Reports

/// A school whose lines are judged: what the registry says of it, and by what it is judged.
public struct LineSchool: Sendable, Equatable {
    public var id: String
    public var name: String
    /// As the reader may know them.
    public var pupils: Int?
    public var lines: [RegisteredLine]
    public var norm: LineNorm
    public var thresholds: LineThresholds

    public init(
        id: String, name: String, pupils: Int? = nil, lines: [RegisteredLine] = [], norm: LineNorm = .kazakhstan,
        thresholds: LineThresholds = .standard
    ) {
        self.id = id
        self.name = name
        self.pupils = pupils
        self.lines = lines
        self.norm = norm
        self.thresholds = thresholds
    }
}
