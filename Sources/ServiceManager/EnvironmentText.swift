/// The text of a file that systemd reads with `EnvironmentFile=` (systemd.exec(5)): lines of `KEY=VALUE`, comments after
/// `#` or `;`, quotes taken off. A quote that is not closed goes on over the following lines, and so does a line that ends in a
/// backslash. Variables that it names in a value are not filled in, as systemd does not.
public struct EnvironmentText: Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        public var name: String
        public var value: String
        /// Where the name stands, of the file, from 1.
        public var line: Int

        public init(name: String, value: String, line: Int) {
            self.name = name
            self.value = value
            self.line = line
        }
    }

    /// In the order of the file; of several with one name systemd takes the last.
    public var entries: [Entry]

    public init(_ text: String) {
        var reader = EnvironmentReader()
        for scalar in text.unicodeScalars { reader.take(scalar) }
        entries = reader.finish()
    }

    /// What the service gets of a name; nil where it stands nowhere.
    public func entry(_ name: String) -> Entry? { entries.last { $0.name == name } }
}
