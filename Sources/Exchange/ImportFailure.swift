/// Why a file was not taken in: nothing of it was.
public struct ImportFailure: Error, Equatable, CustomStringConvertible {
    /// How many problems are collected before reading stops.
    public static let problemLimit = 20

    /// One fault and where it stands.
    public struct Problem: Equatable, Sendable, CustomStringConvertible {
        /// From 1, as an editor counts; the line on which a record begins.
        public var line: Int
        /// From 1, with the header's name for it.
        public var column: Int?
        public var columnName: String?
        public var message: String

        public init(line: Int, column: Int? = nil, columnName: String? = nil, message: String) {
            self.line = line
            self.column = column
            self.columnName = columnName
            self.message = message
        }

        public var description: String {
            let place = column.map { ", column \($0)" } ?? ""
            return "line \(line)\(place)\(columnName.map { " (\($0))" } ?? ""): \(message)"
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
