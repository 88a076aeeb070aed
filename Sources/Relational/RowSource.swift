public import FoundationEssentials

/// Where an engine keeps the columns of one row; `Row` is what is read of it.
///
/// Columns count from 0. Of several columns of one name the first is meant. Each question answers nil where the column is
/// null or missing.
public protocol RowSource: AnyObject {
    var columnCount: Int { get }

    func integer(at index: Int) -> Int64?
    func real(at index: Int) -> Double?
    func text(at index: Int) -> String?
    func bytes(at index: Int) -> Data?

    func integer(named column: String) -> Int64?
    func real(named column: String) -> Double?
    func text(named column: String) -> String?
    func bytes(named column: String) -> Data?

    /// The column as it is kept.
    func value(at index: Int) -> DatabaseValue

    /// A column's bytes without a copy, valid within `body` alone; nil where the column is null.
    func withBytes<Result>(at index: Int, _ body: (Data?) throws -> Result) throws -> Result
}
