public import FoundationEssentials

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

extension TableReader {
    /// - Parameter file: its name, for messages.
    /// - Throws: `ImportFailure`; then nothing is to be imported.
    public func content(of data: Data, file: String) throws -> TableContent<Value> {
        try TableSource(data, file: file).content(self)
    }

    public func missing(in table: TableSource) -> [String] { [] }
    public func identity(of value: Value) -> TableIdentity? { nil }
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
    /// Where each value stands.
    public var places: [TablePlace]
    /// Columns that were not read, as the file names them.
    public var ignoredColumns: [String]
    /// What does not hinder, and should be looked at.
    public var warnings: [ImportFailure.Problem]

    /// The same file with values that several of its rows make together, so that none has a place of its own.
    func replacing<Other>(_ values: [Other]) -> TableContent<Other> {
        TableContent<Other>(values: values, places: [], ignoredColumns: ignoredColumns, warnings: warnings)
    }
}

extension TableSource {
    /// What the header lacks, in sentences.
    /// - Parameter required: for each thing that must stand in a column, the names it may have.
    func missing(_ required: [[String]]) -> [String] {
        required.filter { !$0.contains(where: hasColumn) }
            .map { names in "no column \(names.map { "\"\($0)\"" }.joined(separator: " or "))" }
    }

    /// The most warnings that are kept of one file.
    static let warningLimit = 100_000

    /// - Throws: `ImportFailure`, with up to `ImportFailure.problemLimit` problems; then nothing is to be imported.
    public func content<Reader: TableReader>(_ reader: Reader) throws -> TableContent<Reader.Value> {
        var first: [String: TablePlace] = [:]
        return try content(missing: reader.missing(in: self), known: reader.columns) { cells in
            guard let value = reader.value(&cells), cells.problems.isEmpty else { return nil }
            if let identity = reader.identity(of: value) {
                if let place = first[identity.text] {
                    let name = CellText.excerpt(identity.text)
                    cells.fault(
                        cells.column(identity.columns) ?? identity.columns[0],
                        "\(identity.noun) \"\(name)\" stands twice, first on \(place.text(column: nil, name: nil))")
                }
                first[identity.text] = first[identity.text] ?? cells.row.place
            }
            return value
        }
    }

    /// - Parameters:
    ///   - missing: what the header lacks, in sentences.
    ///   - known: columns that are read, in lower case.
    ///   - value: a row as a value, or nil; of one with problems nothing is kept.
    /// - Throws: as above.
    func content<Value>(
        missing: [String], known: Set<String>, value: (inout RowReader) -> Value?
    ) throws -> TableContent<Value> {
        guard missing.isEmpty else {
            throw ImportFailure(file: file, problems: missing.map { .init(headerPlace, message: $0) })
        }
        var content = TableContent<Value>(
            values: [], places: [], ignoredColumns: columns(besides: known), warnings: warnings)
        var problems: [ImportFailure.Problem] = []
        for row in rows {
            var cells = RowReader(table: self, row: row)
            if let value = value(&cells), cells.problems.isEmpty {
                content.values.append(value)
                content.places.append(row.place)
            }
            problems += cells.problems
            if content.warnings.count < Self.warningLimit { content.warnings += cells.warnings }
            if problems.count >= ImportFailure.problemLimit { break }
        }
        guard problems.isEmpty else {
            throw ImportFailure(file: file, problems: Array(problems.prefix(ImportFailure.problemLimit)))
        }
        return content
    }
}
