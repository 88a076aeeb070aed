/// Why a file was not taken in: nothing of it was.
public struct ImportFailure: Error, Equatable, CustomStringConvertible {
    /// How many problems are collected before reading stops.
    public static let problemLimit = 20

    /// One fault, or one warning, and where it stands.
    public struct Problem: Equatable, Sendable, CustomStringConvertible {
        public var place: TablePlace
        /// From 1.
        public var column: Int?
        /// The header's name for it.
        public var columnName: String?
        public var message: String

        public init(_ place: TablePlace, column: Int? = nil, columnName: String? = nil, message: String) {
            self.place = place
            self.column = column
            self.columnName = columnName
            self.message = message
        }

        /// Of a text file.
        public init(line: Int, column: Int? = nil, columnName: String? = nil, message: String) {
            self.init(.line(line), column: column, columnName: columnName, message: message)
        }

        /// The number of the line, row or feature.
        public var line: Int { place.number }

        public var description: String {
            if place == .file, columnName == nil { return message }
            return "\(place.text(column: column, name: columnName)): \(message)"
        }
    }

    public var file: String
    public var problems: [Problem]

    public init(file: String, problems: [Problem]) {
        self.file = file
        self.problems = problems
    }

    public var description: String {
        let more = problems.count >= Self.problemLimit ? "; there may be more" : ""
        return "\(file) was not imported: " + problems.map(\.description).joined(separator: "; ") + more
    }
}
