internal import FoundationEssentials

/// JSON as `ReportCoder` writes it, read from left to right: no spaces, and nothing that can be written in two ways.
struct PlainJSON {
    /// It is written otherwise, or something else stands here.
    struct Unexpected: Error {}

    private let bytes: [UInt8]
    private var position = 0
    /// The last moment, and how it was written: most of a report's are the same.
    private var moment: (text: Range<Int>, time: Date)?

    init(_ json: Data) {
        bytes = [UInt8](json)
    }

    var isAtEnd: Bool { position == bytes.count }

    // MARK: Structure

    /// - Parameter isFirst: whether the object is still to be opened.
    /// - Returns: nil after the last member, when the object is closed.
    mutating func nextKey(_ isFirst: inout Bool) throws(Unexpected) -> String? {
        guard try next(&isFirst, opening: "{", closing: "}") else { return nil }
        let key = try text()
        try expect(":")
        return key
    }

    /// As `nextKey(_:)`, for an array.
    mutating func nextElement(_ isFirst: inout Bool) throws(Unexpected) -> Bool {
        try next(&isFirst, opening: "[", closing: "]")
    }

    private mutating func next(
        _ isFirst: inout Bool, opening: Unicode.Scalar, closing: Unicode.Scalar
    ) throws(Unexpected) -> Bool {
        if isFirst { try expect(opening) }
        if peek == UInt8(ascii: closing) {
            position += 1
            return false
        }
        if !isFirst { try expect(",") }
        isFirst = false
        return true
    }

    // MARK: Values

    /// ASCII without escapes.
    mutating func text() throws(Unexpected) -> String { String(decoding: bytes[try textRange()], as: UTF8.self) }

    /// - Parameter known: taken as it is where the same stands here.
    mutating func text(like known: String) throws(Unexpected) -> String {
        let text = bytes[try textRange()]
        return text.elementsEqual(known.utf8) ? known : String(decoding: text, as: UTF8.self)
    }

    private mutating func textRange() throws(Unexpected) -> Range<Int> {
        try expect("\"")
        let start = position
        while peek != UInt8(ascii: "\"") {
            guard (0x20..<0x80).contains(peek), peek != UInt8(ascii: "\\") else { throw Unexpected() }
            position += 1
        }
        position += 1
        return start..<position - 1
    }

    mutating func truth() throws(Unexpected) -> Bool {
        let word = peek == UInt8(ascii: "t") ? "true" : "false"
        for scalar in word.unicodeScalars { try expect(scalar) }
        return word == "true"
    }

    /// Up to fifteen digits.
    mutating func integer() throws(Unexpected) -> Int {
        let (value, _) = try digits()
        guard peek != UInt8(ascii: "."), peek | 0x20 != UInt8(ascii: "e") else { throw Unexpected() }
        return value
    }

    /// Up to fifteen digits with a point among them. Their value and the power of ten are exact in a `Double`, and so one
    /// division is rounded as it should be.
    mutating func number() throws(Unexpected) -> Double {
        let (whole, count) = try digits()
        guard peek == UInt8(ascii: ".") else {
            guard peek | 0x20 != UInt8(ascii: "e") else { throw Unexpected() }
            return Double(whole)
        }
        position += 1
        let start = position
        var value = whole
        var power = 1.0
        while let digit = digit {
            guard count + position - start < 15 else { throw Unexpected() }
            value = value * 10 + digit
            power *= 10
            position += 1
        }
        guard position > start, peek | 0x20 != UInt8(ascii: "e") else { throw Unexpected() }
        return Double(value) / power
    }

    /// `2026-11-23T08:00:00Z`.
    mutating func time() throws(Unexpected) -> Date {
        let range = try textRange()
        if let moment, bytes[moment.text] == bytes[range] { return moment.time }
        let text = bytes[range]
        guard text.count == 20, text.last == UInt8(ascii: "Z"), text[range.lowerBound + 10] == UInt8(ascii: "T"),
            let day = CivilDate(String(decoding: text.prefix(10), as: UTF8.self)),
            text[range.lowerBound + 13] == UInt8(ascii: ":"), text[range.lowerBound + 16] == UInt8(ascii: ":"),
            let hour = pair(range.lowerBound + 11), let minute = pair(range.lowerBound + 14),
            let second = pair(range.lowerBound + 17), hour < 24, minute < 60, second < 60, day.year >= 1970
        else { throw Unexpected() }
        let seconds = ((day.daysSinceEpoch * 24 + hour) * 60 + minute) * 60 + second
        let time = Date(timeIntervalSince1970: Double(seconds))
        moment = (range, time)
        return time
    }

    // MARK: Bytes

    /// Zero at the end.
    private var peek: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private var digit: Int? {
        let digit = Int(peek) - 48
        return (0...9).contains(digit) ? digit : nil
    }

    private mutating func digits() throws(Unexpected) -> (value: Int, count: Int) {
        let start = position
        var value = 0
        while let digit = digit {
            guard position - start < 15 else { throw Unexpected() }
            value = value * 10 + digit
            position += 1
        }
        // A number that begins with a zero is that zero.
        guard position > start, bytes[start] != UInt8(ascii: "0") || position == start + 1 else { throw Unexpected() }
        return (value, position - start)
    }

    private func pair(_ index: Int) -> Int? {
        let (high, low) = (Int(bytes[index]) - 48, Int(bytes[index + 1]) - 48)
        return (0...9).contains(high) && (0...9).contains(low) ? high * 10 + low : nil
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws(Unexpected) {
        guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { throw Unexpected() }
        position += 1
    }
}
