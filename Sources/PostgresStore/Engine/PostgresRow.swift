internal import Foundation
internal import Relational

/// One row of an answer.
final class PostgresRow: RowSource {
    private let result: PostgresResult
    private let row: Int

    init(_ result: PostgresResult, _ row: Int) {
        self.result = result
        self.row = row
    }

    var columnCount: Int { result.types.count }

    func integer(at index: Int) -> Int64? {
        unsafe result.withValue(row, index) { bytes in
            guard let bytes = unsafe bytes else { return nil }
            return switch result.types[index] {
            case .boolean: unsafe bytes.first.map { $0 == 0 ? 0 : 1 }
            case .int2: unsafe Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
            case .int4: unsafe Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
            case .int8: unsafe Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
            case .float8: unsafe Int64(exactly: Self.real(bytes))
            case .numeric: unsafe PostgresNumeric(bytes).flatMap { Int64(exactly: $0.value) }
            default: nil
            }
        }
    }

    func real(at index: Int) -> Double? {
        unsafe result.withValue(row, index) { bytes in
            guard let bytes = unsafe bytes else { return nil }
            return switch result.types[index] {
            case .float4: unsafe Double(Float(bitPattern: UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))))
            case .float8: unsafe Self.real(bytes)
            case .numeric: unsafe PostgresNumeric(bytes)?.value
            default: integer(at: index).map(Double.init)
            }
        }
    }

    func text(at index: Int) -> String? {
        unsafe result.withValue(row, index) { bytes in
            guard let bytes = unsafe bytes else { return nil }
            return switch result.types[index] {
            case .text, .unknown, .other: unsafe String(decoding: bytes, as: UTF8.self)
            case .int2, .int4, .int8: integer(at: index).map { String($0) }
            default: nil
            }
        }
    }

    func bytes(at index: Int) -> Data? {
        unsafe result.withValue(row, index) { bytes in
            guard let bytes = unsafe bytes else { return nil }
            return unsafe Data(bytes)
        }
    }

    func integer(named column: String) -> Int64? { result.names[column].flatMap(integer) }
    func real(named column: String) -> Double? { result.names[column].flatMap(real) }
    func text(named column: String) -> String? { result.names[column].flatMap(text) }
    func bytes(named column: String) -> Data? { result.names[column].flatMap(bytes) }

    func value(at index: Int) -> DatabaseValue {
        let isNull = unsafe result.withValue(row, index) { unsafe $0 == nil }
        if isNull { return .null }
        return switch result.types[index] {
        case .boolean, .int2, .int4, .int8: integer(at: index).map { .integer($0) } ?? .null
        case .float4, .float8, .numeric: real(at: index).map { .real($0) } ?? .null
        case .bytes: bytes(at: index).map { .bytes($0) } ?? .null
        default: text(at: index).map { .text($0) } ?? .null
        }
    }

    func withBytes<Result>(at index: Int, _ body: (Data?) throws -> Result) throws -> Result {
        try body(bytes(at: index))
    }

    private static func real(_ bytes: UnsafeRawBufferPointer) -> Double {
        unsafe Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)))
    }
}
