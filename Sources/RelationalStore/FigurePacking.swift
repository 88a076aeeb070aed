internal import Foundation

/// Writes figures one behind the other: eight bytes each, least significant first, in the order of the code that reads them.
struct FigureWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ bits: UInt64) {
        withUnsafeBytes(of: bits.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ number: Int) { put(UInt64(bitPattern: Int64(number))) }

    /// No figure is a NaN (`FigureBounds`), so a NaN is none.
    mutating func put(_ number: Double?) { put((number ?? .nan).bitPattern) }

    mutating func put(_ text: String) {
        put(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }
}

/// Reads what `FigureWriter` wrote.
struct FigureReader {
    /// The bytes end before the figures, or hold something else.
    struct Failure: Error {}

    private let data: Data
    private var offset = 0

    init(_ data: Data) { self.data = data }

    var isAtEnd: Bool { offset == data.count }

    mutating func bits() throws -> UInt64 {
        guard data.count - offset >= 8 else { throw Failure() }
        defer { offset += 8 }
        return data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
    }

    mutating func int() throws -> Int { Int(Int64(bitPattern: try bits())) }

    /// A number of things to come, of at least eight bytes each.
    mutating func count() throws -> Int {
        let count = try int()
        guard count >= 0, count <= (data.count - offset) / 8 else { throw Failure() }
        return count
    }

    mutating func double() throws -> Double? {
        let number = Double(bitPattern: try bits())
        return number.isNaN ? nil : number
    }

    mutating func text() throws -> String {
        let count = try int()
        guard count >= 0, count <= data.count - offset else { throw Failure() }
        defer { offset += count }
        let start = data.startIndex + offset
        return String(decoding: data[start..<(start + count)], as: UTF8.self)
    }
}
