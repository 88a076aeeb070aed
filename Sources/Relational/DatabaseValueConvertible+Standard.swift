public import FoundationEssentials

extension Int64: DatabaseValueConvertible {
    @inlinable public var databaseValue: DatabaseValue { .integer(self) }
    @inlinable public static func read(_ row: any RowSource, at index: Int) -> Int64? { row.integer(at: index) }
    @inlinable public static func read(_ row: any RowSource, named column: String) -> Int64? {
        row.integer(named: column)
    }
}

extension Int: DatabaseValueConvertible {
    @inlinable public var databaseValue: DatabaseValue { .integer(Int64(self)) }
    @inlinable public static func read(_ row: any RowSource, at index: Int) -> Int? {
        row.integer(at: index).map(Int.init)
    }
    @inlinable public static func read(_ row: any RowSource, named column: String) -> Int? {
        row.integer(named: column).map(Int.init)
    }
}

extension Bool: DatabaseValueConvertible {
    @inlinable public var databaseValue: DatabaseValue { .integer(self ? 1 : 0) }
    @inlinable public static func read(_ row: any RowSource, at index: Int) -> Bool? {
        row.integer(at: index).map { $0 != 0 }
    }
    @inlinable public static func read(_ row: any RowSource, named column: String) -> Bool? {
        row.integer(named: column).map { $0 != 0 }
    }
}

extension Double: DatabaseValueConvertible {
    @inlinable public var databaseValue: DatabaseValue { .real(self) }
    @inlinable public static func read(_ row: any RowSource, at index: Int) -> Double? { row.real(at: index) }
    @inlinable public static func read(_ row: any RowSource, named column: String) -> Double? {
        row.real(named: column)
    }
}

extension String: DatabaseValueConvertible {
    @inlinable public var databaseValue: DatabaseValue { .text(self) }
    @inlinable public static func read(_ row: any RowSource, at index: Int) -> String? { row.text(at: index) }
    @inlinable public static func read(_ row: any RowSource, named column: String) -> String? {
        row.text(named: column)
    }
}

extension Data: DatabaseValueConvertible {
    @inlinable public var databaseValue: DatabaseValue { .bytes(self) }
    @inlinable public static func read(_ row: any RowSource, at index: Int) -> Data? { row.bytes(at: index) }
    @inlinable public static func read(_ row: any RowSource, named column: String) -> Data? {
        row.bytes(named: column)
    }
}
