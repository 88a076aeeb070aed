/// Reads a compiled time zone file (TZif, RFC 8536), as `/usr/share/zoneinfo` and `/etc/localtime` hold them.
enum ZoneFile {
    /// Nil where the bytes are no TZif file of version 2 or later, or contradict themselves.
    static func read(_ bytes: [UInt8]) -> ZoneOffsets? {
        // Version 1's block, with 32-bit times, comes first and is skipped.
        guard let old = Header(bytes, at: 0), old.version >= 2,
            let header = Header(bytes, at: Header.size + old.bodySize(timeSize: 4))
        else { return nil }
        let body = header.at + Header.size
        let end = body + header.bodySize(timeSize: 8)
        guard end <= bytes.count, header.types > 0 else { return nil }

        let indices = body + header.times * 8
        let types = indices + header.times
        var offsets: [Int] = []
        for type in 0..<header.types {
            let offset = Int(Int32(truncatingIfNeeded: integer(bytes, at: types + type * 6, size: 4)))
            // RFC 8536, 3.2: within 26 hours.
            guard (-93_599...93_599).contains(offset) else { return nil }
            offsets.append(offset)
        }
        var changes: [ZoneOffsets.Change] = []
        for index in 0..<header.times {
            let type = Int(bytes[indices + index])
            let at = Int64(bitPattern: integer(bytes, at: body + index * 8, size: 8))
            guard type < offsets.count, changes.last.map({ $0.at < at }) ?? true else { return nil }
            changes.append(.init(at: at, offset: offsets[type]))
        }
        return ZoneOffsets(first: offsets[0], changes: changes, rule: footer(bytes[end...]).flatMap(ZoneRule.init))
    }

    /// The line between two newlines at the file's end.
    private static func footer(_ rest: ArraySlice<UInt8>) -> String? {
        guard rest.first == 10, let close = rest.dropFirst().firstIndex(of: 10) else { return nil }
        return String(decoding: rest[(rest.startIndex + 1)..<close], as: UTF8.self)
    }

    private static func integer(_ bytes: [UInt8], at start: Int, size: Int) -> UInt64 {
        bytes[start..<(start + size)].reduce(0) { $0 << 8 | UInt64($1) }
    }

    private struct Header {
        static let size = 44
        /// More of anything is no time zone; Debian's fullest has 236 changes.
        static let mostEntries: UInt64 = 10_000

        var at: Int
        var version: Int
        var utcMarks: Int
        var standardMarks: Int
        var leaps: Int
        var times: Int
        var types: Int
        var letters: Int

        init?(_ bytes: [UInt8], at: Int) {
            guard at + Self.size <= bytes.count, bytes[at..<(at + 4)].elementsEqual("TZif".utf8) else { return nil }
            self.at = at
            version = Int(bytes[at + 4]) - 48
            let counts = (0..<6).map { integer(bytes, at: at + 20 + $0 * 4, size: 4) }
            guard counts.allSatisfy({ $0 <= Self.mostEntries }) else { return nil }
            (utcMarks, standardMarks, leaps) = (Int(counts[0]), Int(counts[1]), Int(counts[2]))
            (times, types, letters) = (Int(counts[3]), Int(counts[4]), Int(counts[5]))
        }

        func bodySize(timeSize: Int) -> Int {
            times * (timeSize + 1) + types * 6 + letters + leaps * (timeSize + 4) + standardMarks + utcMarks
        }
    }
}
