public import FoundationEssentials

/// A file's rows below a header.
public typealias TableSource = CSVTable

/// What makes values of a table's rows: one for each kind of file.
public protocol TableReader: Sendable {
    associatedtype Value: Sendable

    /// The names of columns that it reads, in lower case; of the others is said that they were not read.
    var columns: Set<String> { get }

    /// What the header lacks, in sentences.
    func missing(in table: TableSource) -> [String]

    /// The value of a row, or nil where `reader` has problems.
    func value(_ reader: inout RowReader) -> Value?

    /// What only one row of a file may have; nil where rows may repeat.
    func identity(of value: Value) -> TableIdentity?
}

/// What tells the rows of a file apart.
public struct TableIdentity: Sendable {
    /// What it is the identity of, such as `school`.
    public var noun: String
    public var text: String
    /// Names of the column that it stands in.
    public var columns: [String]

    public init(_ noun: String, _ text: String, columns: [String]) {
        self.noun = noun
        self.text = text
        self.columns = columns
    }
}

/// What a file held.
public struct TableContent<Value: Sendable>: Sendable {
    public var values: [Value]
    /// Columns that were not read, as the file names them.
    public var ignoredColumns: [String]
}

extension TableReader {
    /// - Parameter file: its name, for messages.
    /// - Throws: `ImportFailure`, with up to `ImportFailure.problemLimit` problems; then nothing is to be imported.
    public func content(of data: Data, file: String) throws -> TableContent<Value> {
        let table = try TableSource(data, file: file)
        let missing = missing(in: table)
        guard missing.isEmpty else {
            throw ImportFailure(file: file, problems: missing.map { .init(line: 1, message: $0) })
        }
        var content = TableContent<Value>(
            values: [], ignoredColumns: table.header.filter { !$0.isEmpty && !columns.contains($0.lowercased()) })
        var problems: [ImportFailure.Problem] = []
        var first: [String: Int] = [:]
        for row in table.rows {
            var reader = RowReader(table: table, row: row)
            if let value = value(&reader), reader.problems.isEmpty {
                if let identity = identity(of: value) {
                    if let line = first.updateValue(row.line, forKey: identity.text) {
                        let name = RowReader.excerpt(identity.text)
                        reader.fault(
                            reader.column(identity.columns) ?? identity.columns[0],
                            "\(identity.noun) \"\(name)\" stands twice, first on line \(line)")
                    }
                }
                content.values.append(value)
            }
            problems += reader.problems
            if problems.count >= ImportFailure.problemLimit { break }
        }
        guard problems.isEmpty else {
            throw ImportFailure(file: file, problems: Array(problems.prefix(ImportFailure.problemLimit)))
        }
        return content
    }
}
