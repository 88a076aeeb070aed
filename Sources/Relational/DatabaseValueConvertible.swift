/// A type whose values go into a database and come out of it.
public protocol DatabaseValueConvertible {
    /// What is kept.
    var databaseValue: DatabaseValue { get }

    /// The value of a column, nil where there is none or it is of another kind.
    static func read(_ row: any RowSource, at index: Int) -> Self?

    /// The value of the first column of that name, nil as above, and where there is no such column.
    static func read(_ row: any RowSource, named column: String) -> Self?
}
