/// Hexadecimal text without an array in between: ids are most of what a country is made of.
enum HexText {
    static func digits(_ high: UInt64, _ low: UInt64) -> String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            for place in 0..<16 {
                buffer[place] = digit(high >> UInt64(60 - 4 * place))
                buffer[place + 16] = digit(low >> UInt64(60 - 4 * place))
            }
            return 32
        }
    }

    private static func digit(_ word: UInt64) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: word & 15)
        return value < 10 ? value + 48 : value + 87
    }
}
