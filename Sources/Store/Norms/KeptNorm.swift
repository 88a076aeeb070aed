/// A norm as the region keeps it: the file's own text, so that nothing of it is lost, and what it is found by.
public struct KeptNorm: Sendable, Equatable {
    public var id: String
    public var version: String
    /// Of its legal source, `yyyy-mm-dd`.
    public var date: String
    public var names: Names
    public var text: String

    public init(_ norm: EquipmentNorm, text: String) {
        self.init(id: norm.id, version: norm.version, date: norm.date, names: norm.names, text: text)
    }

    public init(id: String, version: String, date: String, names: Names, text: String) {
        self.id = id
        self.version = version
        self.date = date
        self.names = names
        self.text = text
    }

    /// What it is asked for by.
    public var name: String { "\(id)@\(version)" }
}
