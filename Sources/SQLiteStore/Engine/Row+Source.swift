public import Foundation
public import GRDB
public import Relational

extension GRDB.Row: RowSource {
    public var columnCount: Int { count }

    public func integer(at index: Int) -> Int64? { self[index] }
    public func real(at index: Int) -> Double? { self[index] }
    public func text(at index: Int) -> String? { self[index] }
    public func bytes(at index: Int) -> Data? { self[index] }

    public func integer(named column: String) -> Int64? { self[column] }
    public func real(named column: String) -> Double? { self[column] }
    public func text(named column: String) -> String? { self[column] }
    public func bytes(named column: String) -> Data? { self[column] }

    public func value(at index: Int) -> Relational.DatabaseValue {
        let value: GRDB.DatabaseValue = self[index]
        return switch value.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .double(let number): .real(number)
        case .string(let text): .text(text)
        case .blob(let data): .bytes(data)
        }
    }

    public func withBytes<Result>(at index: Int, _ body: (Data?) throws -> Result) throws -> Result {
        try withUnsafeData(atIndex: index, body)
    }
}
