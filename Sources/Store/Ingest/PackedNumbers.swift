/// Bytes that hold no packed figures, and where it shows.
public struct PackedDamage: Error, Equatable, CustomStringConvertible {
    public var offset: Int
    public var what: String

    public var description: String { "packed figures cannot be read: at byte \(offset), \(what)" }
}

/// Writes numbers of seven bits a byte, the lowest first (LEB128); signed ones folded before (0, -1, 1, -2 ...).
public struct PackedWriter: Sendable {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    /// - Parameter number: not below 0.
    public mutating func put(_ number: Int) { put(UInt64(number)) }

    mutating func putSigned(_ number: Int) { put(UInt64(bitPattern: Int64((number << 1) ^ (number >> 63)))) }

    public mutating func put(_ text: String) {
        put(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func put(_ bits: UInt64) {
        var rest = bits
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// Reads what `PackedWriter` wrote.
public struct PackedReader: Sendable {
    private let bytes: [UInt8]
    private var offset = 0

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public var isAtEnd: Bool { offset == bytes.count }

    /// - Throws: `PackedDamage`, as all that reads.
    public mutating func number() throws -> Int {
        guard let number = Int(exactly: try bits()) else { throw damage("a number is too large") }
        return number
    }

    mutating func signed() throws -> Int {
        let bits = try bits()
        return Int(truncatingIfNeeded: bits >> 1) ^ -Int(bits & 1)
    }

    /// A number of things to come, of at least so many bytes each.
    public mutating func count(ofAtLeast size: Int) throws -> Int {
        let count = try number()
        guard count <= (bytes.count - offset) / size else { throw damage("less follows than is announced") }
        return count
    }

    public mutating func text() throws -> String {
        let count = try count(ofAtLeast: 1)
        let end = offset + count
        defer { offset = end }
        return String(decoding: bytes[offset..<end], as: UTF8.self)
    }

    public func damage(_ what: String) -> PackedDamage { PackedDamage(offset: offset, what: what) }

    /// Past a number that nobody asks for.
    mutating func skip() throws {
        let last = min(bytes.count, offset + 10)
        while offset < last {
            defer { offset += 1 }
            if bytes[offset] < 0x80 { return }
        }
        throw damage(last == bytes.count ? "it ends in the middle" : "a number is too large")
    }

    /// Most numbers are of one byte.
    @inline(__always)
    private mutating func bits() throws -> UInt64 {
        guard offset < bytes.count, bytes[offset] < 0x80 else { return try manyBits() }
        defer { offset += 1 }
        return UInt64(bytes[offset])
    }

    private mutating func manyBits() throws -> UInt64 {
        var (bits, shift) = (0 as UInt64, 0 as UInt64)
        while offset < bytes.count {
            let byte = bytes[offset]
            guard shift < 63 || byte <= 1 else { throw damage("a number is too large") }
            offset += 1
            bits |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return bits }
            shift += 7
        }
        throw damage("it ends in the middle")
    }
}
