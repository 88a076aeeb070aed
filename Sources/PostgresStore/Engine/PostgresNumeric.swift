/// A number of any length as the server sends it: a sum of whole numbers is one. Digits to the base 10,000, the weight of the
/// first, a sign, and how many decimals it shows, two bytes each (src/backend/utils/adt/numeric.c, `numeric_send`).
struct PostgresNumeric {
    /// As near as a Double is: exact up to 2^53.
    let value: Double

    /// Nil for what is no number.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 8 else { return nil }
        func word(_ index: Int) -> Int {
            Int(unsafe Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 2, as: Int16.self)))
        }
        let (count, weight, sign) = (word(0), word(1), UInt16(truncatingIfNeeded: word(2)))
        guard sign == 0 || sign == 0x4000, count >= 0 && bytes.count >= 8 + count * 2 else { return nil }
        var value = 0.0
        for index in 0..<count { value = value * 10_000 + Double(word(4 + index)) }
        for _ in 0..<max(0, weight - count + 1) { value *= 10_000 }
        for _ in 0..<max(0, count - weight - 1) { value /= 10_000 }
        self.value = sign == 0 ? value : -value
    }
}
