/// What makes a value of one row of a list of schools' belongings, or says what hinders.
protocol BooksReader: Sendable {
    associatedtype Value: Sendable

    /// The columns that are read, in lower case.
    var columns: Set<String> { get }

    /// What the table must have and has not, a sentence each.
    func missing(in table: TableSource) -> [String]

    func value(_ reader: inout RowReader) -> Value?
}

extension BooksReader {
    /// - Throws: `ImportFailure`, with up to `ImportFailure.problemLimit` problems; then nothing is to be imported.
    func content(of table: TableSource) throws -> TableContent<Value> {
        try table.content(missing: missing(in: table), known: columns, value: value)
    }
}

extension RowReader {
    /// What no cell says, nil where one does or is wrong.
    mutating func missing(_ columns: [String], _ message: String) {
        fault(column(columns) ?? columns[0], message)
    }
}
