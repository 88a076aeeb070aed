import Reports
import Store
import Testing

@Suite("A month of slots")
struct SlotMonthTests {
    /// November 2025.
    private static let november = 2025 * 12 + 10

    private static func word(
        _ slot: String, _ decidedAt: Int, _ reason: SlotRecord.Reason? = .missed, ran: Bool = false,
        line: String? = "1", school: String = "A-1"
    ) -> SlotWord {
        SlotWord(slot: slot, school: school, line: line, decidedAt: decidedAt, ran: ran, reason: ran ? nil : reason)
    }

    private static func month(_ words: [SlotWord]) -> SlotMonth {
        words.reduce(into: SlotMonth(month: november)) { _ = $0.note($1) }
    }

    static let months: [(name: String, words: [SlotWord])] = [
        ("none", []),
        (
            "every reason",
            (0..<14).map { index in
                let reasons: [SlotRecord.Reason?] = [
                    nil, .ownTraffic, .heldByAnother, .alreadyMeasured, .agentCap, .budget, .metered, .notSchoolLine,
                    .noAggregator, .serverBusy, .missed, .noNetwork, .unknownGateway, .noServer,
                ]
                return word("2025-11-22/\(index + 1)", 1_763_800_000 + index * 3_600, reasons[index])
            }
        ),
        (
            "a reason of a later release",
            [word("2025-11-01/1", 5, .init(rawValue: "shy")), word("2025-11-01/2", 4, .missed)]
        ),
        (
            "weeks, other months and names that only look like days",
            [
                word("2025-W48/out", 1), word("2025-12-01/1", 2), word("2025-11-02/01", 3), word("2025-11-02/1000", 4),
                word("2025-11-02/999", 5), word("", 6),
            ]
        ),
        (
            "several schools and lines, and a clock before 1970",
            [
                word("2025-11-03/1", -7_000_000_000, line: nil), word("2025-11-03/2", .max, ran: true, school: "Б-2"),
                word("2025-11-03/3", .min, line: "Қосымша желі"),
            ]
        ),
    ]

    @Test("comes back as it was kept", arguments: months)
    func roundTrip(_ name: String, _ words: [SlotWord]) throws {
        let month = Self.month(words)
        #expect(month.words == words, "\(name)")
        #expect(try SlotMonth(packed: month.packed, month: Self.november) == month, "\(name)")
    }

    @Test("a slot takes nine bytes at most")
    func size() {
        let words = (0..<60).map { index in
            Self.word("2025-11-\(10 + index / 3)/\(index % 3 + 1)", 1_763_000_000 + index * 14_000, .heldByAnother)
        }
        #expect(Self.month(words).packed.count < 60 * 9)
    }

    @Test("the first word stands, but for a test that ran after all")
    func firstWord() {
        var month = SlotMonth(month: Self.november)
        let first = Self.word("2025-11-02/1", 10, .ownTraffic)
        let run = Self.word("2025-11-02/1", 20, ran: true)
        for (word, isKept, stands) in [
            (first, true, first), (Self.word("2025-11-02/1", 5, .budget), false, first), (run, true, run),
            (Self.word("2025-11-02/1", 30, ran: true), false, run), (first, false, run),
        ] {
            #expect(month.note(word) == isKept)
            #expect(month["2025-11-02/1"] == stands)
            #expect(month.words.count == 1)
        }
    }

    @Test("a slot lies in the month of its name, a week's in that of its plan")
    func whichMonth() {
        #expect(SlotWord.month(of: "2025-11-30/1", plannedAt: 1_764_547_200) == Self.november)
        #expect(SlotWord.month(of: "2025-W48/out", plannedAt: 1_764_547_199) == Self.november)
        #expect(SlotWord.month(of: "2025-W48/out", plannedAt: 1_764_547_200) == Self.november + 1)
    }

    @Test(
        "bytes that are no month are refused with what is wrong",
        arguments: [
            ([], "it ends in the middle"), ([7], "it is of a form that this release does not know"),
            ([1, 0, 1], "less follows than is announced"),
            ([1, 0, 1, 0xE9, 0x07, 0, 0, 1], "a place is meant that is not there"),
            ([1, 1, 1, 65, 0, 1, 0xE9, 0x07, 0, 0, 99], "a reason is meant that is not there"),
            ([1, 0, 0, 0], "more follows than a month holds"),
        ] as [([UInt8], String)])
    func damage(_ bytes: [UInt8], _ reason: String) {
        let damage = #expect(throws: PackedDamage.self) { try SlotMonth(packed: bytes, month: Self.november) }
        #expect(damage?.what == reason)
    }

    @Test("a month that is cut off anywhere is refused, and any byte may change without a trap")
    func broken() throws {
        let packed = Self.month(Self.months.flatMap(\.words)).packed
        for length in packed.indices {
            #expect(throws: PackedDamage.self) {
                try SlotMonth(packed: Array(packed.prefix(length)), month: Self.november)
            }
        }
        for place in packed.indices {
            var changed = packed
            for byte: UInt8 in [0, 1, 0x7F, 0xFF] {
                changed[place] = byte
                _ = try? SlotMonth(packed: changed, month: Self.november).packed
            }
        }
    }
}
