import Foundation
import Testing

@testable import Exchange

@Suite("Reading delimited text")
struct CSVReaderTests {
    private func records(_ text: String) throws -> [CSVReader.Record] {
        var reader = CSVReader(Data(text.utf8))
        var records: [CSVReader.Record] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    @Test(
        "cells and lines",
        arguments: [
            ("a,b\nc,d\n", [["a", "b"], ["c", "d"]], [1, 2]),
            ("a,b\r\nc,d", [["a", "b"], ["c", "d"]], [1, 2]),
            ("a;b;c,d\r\n1;2;3,4", [["a", "b", "c,d"], ["1", "2", "3,4"]], [1, 2]),
            ("a\tb\n1,5\t2", [["a", "b"], ["1,5", "2"]], [1, 2]),
            ("a,b\n\"x,\"\"y\"\"\nz\",w\nlast,", [["a", "b"], ["x,\"y\"\nz", "w"], ["last", ""]], [1, 2, 4]),
            ("\u{FEFF}a,b\n", [["a", "b"]], [1]),
            ("# made up\n# too\na,b\n#c,d\n", [["a", "b"], ["#c", "d"]], [3, 4]),
            ("\"a;b\",c\n", [["a;b", "c"]], [1]),
            ("a\n\nb", [["a"], [""], ["b"]], [1, 2, 3]),
            ("", [], []), ("# only", [], []), ("\"\"", [[""]], [1]),
        ] as [(String, [[String]], [Int])])
    func reads(_ text: String, _ cells: [[String]], _ lines: [Int]) throws {
        let records = try records(text)
        #expect(records.map(\.cells) == cells)
        #expect(records.map(\.line) == lines)
    }

    @Test(
        "faults name line and column",
        arguments: [
            ("a,b\n1,\"open\n2,3\n", 2, 2, "quote"), ("a,b\n1,\"x\"y\n", 2, 2, "closing quote"),
            ("a,b\n1,x\"y\n", 2, 2, "quote"), ("a\n" + String(repeating: "x", count: 10_001), 2, 1, "10000"),
            ("a\n\"" + String(repeating: "x", count: 50_000), 2, 1, "quote"),
            ("a\n\"" + String(repeating: "x", count: 50_000) + "\"\n", 2, 1, "longer than 10000"),
        ])
    func faults(_ text: String, _ line: Int, _ column: Int, _ word: String) {
        let fault = #expect(throws: CSVReader.Fault.self) { try records(text) }
        #expect(fault?.line == line)
        #expect(fault?.column == column)
        #expect(fault?.message.contains(word) == true, "\(fault?.message ?? "")")
    }

    @Test("a record of many cells is bounded")
    func recordLimit() {
        let fault = #expect(throws: CSVReader.Fault.self) { try records(String(repeating: "xx,", count: 40_000)) }
        #expect(fault?.message.contains("100000") == true)
    }

    @Test("another encoding is said, not guessed")
    func encoding() {
        var reader = CSVReader(Data("a,b\n1,".utf8) + Data([0xCF, 0xF0, 0xE8]))
        #expect(throws: Never.self) { try reader.next() }
        let fault = #expect(throws: CSVReader.Fault.self) { try reader.next() }
        #expect(fault?.line == 2)
        #expect(fault?.message.contains("UTF-8") == true)
    }

    @Test("any bytes end in records or a fault, never in a crash", arguments: 0..<64)
    func anyBytes(_ seed: UInt64) {
        var random = SeededGenerator(state: seed)
        let alphabet = Array("a\",;\t\r\n#\u{FEFF}é".utf8) + [0xFF, 0x00]
        for _ in 0..<50 {
            let length = Int.random(in: 0..<40, using: &random)
            let bytes = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            var reader = CSVReader(Data(bytes))
            var count = 0
            while let record = try? reader.next() {
                count += 1
                #expect(!record.cells.isEmpty)
            }
            #expect(count <= bytes.count)
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
