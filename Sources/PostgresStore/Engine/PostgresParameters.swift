internal import CPostgres
internal import Foundation
internal import Relational

/// A statement's values as libpq takes them: one block of bytes, and where in it each value lies.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    /// Nil for null.
    private var places: [Range<Int>?] = []
    private var formats: [Int32] = []

    /// - Parameter types: what the server has each parameter down for.
    /// - Throws: `DatabaseError` where a value does not fit.
    init(_ values: [DatabaseValue], as types: [PostgresType]) throws {
        guard values.count == types.count else {
            throw DatabaseError(message: "a statement of \(types.count) values was given \(values.count)")
        }
        for (value, type) in zip(values, types) { try add(value, type) }
    }

    /// What a value is best declared as.
    static func type(of value: DatabaseValue) -> PostgresType {
        switch value {
        case .null: .unknown
        case .integer: .int8
        case .real: .float8
        case .text: .text
        case .bytes: .bytes
        }
    }

    private mutating func add(_ value: DatabaseValue, _ type: PostgresType) throws {
        let start = bytes.count
        var format: Int32 = 1
        switch (value, type) {
        case (.null, _): break
        case (.real(let number), _) where number.isNaN: break
        case (.integer(let number), .int8): put(UInt64(bitPattern: number))
        case (.integer(let number), .int4): put(UInt32(bitPattern: Int32(clamping: number)))
        case (.integer(let number), .boolean): bytes.append(number == 0 ? 0 : 1)
        case (.integer(let number), .float8): put(Double(number).bitPattern)
        case (.real(let number), .float8): put(number.bitPattern)
        case (.text(let text), .text), (.text(let text), .unknown), (.text(let text), .other):
            try put(text)
        case (.bytes(let data), .bytes): bytes.append(contentsOf: data)
        default:
            // As text, for the server to read; it says what is wrong where that cannot be.
            format = 0
            switch value {
            case .integer(let number): try put("\(number)")
            case .real(let number): try put("\(number)")
            case .text(let text): try put(text)
            case .bytes, .null: throw DatabaseError(message: "bytes were given where \(type) was expected")
            }
            bytes.append(0)
        }
        let isNull = value == .null || value.isNotANumber
        places.append(isNull ? nil : start..<bytes.count)
        formats.append(format)
    }

    private mutating func put(_ number: some FixedWidthInteger) {
        unsafe withUnsafeBytes(of: number.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    /// PostgreSQL keeps no NUL in a text.
    private mutating func put(_ text: String) throws {
        guard !text.utf8.contains(0) else { throw DatabaseError(message: "a text holds a NUL character") }
        bytes.append(contentsOf: text.utf8)
    }

    /// Hands libpq the values, their lengths and formats, valid within `body` alone.
    func withPointers<Result>(
        _ body: (
            UnsafeBufferPointer<UnsafePointer<CChar>?>, UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Int32>
        ) -> Result
    ) -> Result {
        let lengths = places.map { Int32($0?.count ?? 0) }
        // An empty value is not null: it needs an address too.
        let block = bytes + [0]
        return unsafe block.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress!.assumingMemoryBound(to: CChar.self)
            let pointers: [UnsafePointer<CChar>?] = unsafe places.map { place in
                if let place { unsafe start + place.lowerBound } else { nil }
            }
            return unsafe pointers.withUnsafeBufferPointer { pointers in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { unsafe body(pointers, lengths, $0) }
                }
            }
        }
    }
}

extension DatabaseValue {
    /// SQLite keeps such a number as null.
    fileprivate var isNotANumber: Bool { if case .real(let number) = self { number.isNaN } else { false } }
}
