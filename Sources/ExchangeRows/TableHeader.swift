/// What the rows of a stream are.
public struct TableHeader: Codable, Equatable, Sendable {
    /// The name of the sheet or layer.
    public var layer: String
    public var columns: [TableColumn]
    /// Sheets or layers of the file that hold rows too.
    public var others: [String]
    /// What its features are; nil for points.
    public var shape: TableShape?

    public init(layer: String, columns: [TableColumn], others: [String] = [], shape: TableShape? = nil) {
        self.layer = layer
        self.columns = columns
        self.others = others
        self.shape = shape
    }
}

/// What a layer's features are, where they are no points.
public enum TableShape: String, Codable, Sendable {
    case lines
    /// Points and lines.
    case mixed
}

/// A column and what stands in it.
public struct TableColumn: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, Sendable {
        case text
        case integer
        case number
    }

    public var name: String
    public var kind: Kind

    public init(_ name: String, _ kind: Kind = .text) {
        self.name = name
        self.kind = kind
    }
}
