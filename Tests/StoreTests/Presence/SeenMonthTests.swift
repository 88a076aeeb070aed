import Reports
import Store
import Testing

@Suite("A month of device-days")
struct SeenMonthTests {
    private static func seen(_ first: Int, _ last: Int, _ minutes: Int = 1, _ plugged: Int = 0) -> SeenDay {
        SeenDay(firstAt: first, lastAt: last, minutes: minutes, timesPlugged: plugged)
    }

    private struct Fact: Sendable {
        var device: Int
        var day: Int
        var seen: SeenDay
    }

    private static func month(_ facts: [Fact]) -> SeenMonth {
        facts.reduce(into: SeenMonth()) { $0.note($1.seen, of: $1.device, on: $1.day) }
    }

    /// A classroom's computer: twelve built-in devices, four that are plugged in for a lesson.
    private static let classroom: [Fact] = (1...22).flatMap { day in
        (0..<16).map { device in
            let morning = 1_790_000_000 + day * 86_400
            let seen =
                device < 12
                ? Self.seen(morning, morning + 25_000, 416)
                : Self.seen(morning + device * 600 + day, morning + device * 700 + day * 7, 45 + device, 1)
            return Fact(device: device, day: day, seen: seen)
        }
    }

    static let months: [(name: String, month: SeenMonth)] = [
        ("empty", SeenMonth()),
        (
            "its first and its last day",
            month([
                Fact(device: 0, day: 1, seen: seen(0, 1)), Fact(device: 0, day: 31, seen: seen(2_592_000, 2_592_001)),
            ])
        ),
        (
            "devices with gaps",
            month([
                Fact(device: 7, day: 3, seen: seen(5, 9)), Fact(device: 2_000, day: 3, seen: seen(5, 9)),
            ])
        ),
        (
            "instants that lie in no such month, and before 1970",
            month([
                Fact(device: 0, day: 2, seen: seen(-9_000_000_000, 9_000_000_000, 1_500, 100_000)),
                Fact(device: 1, day: 1, seen: seen(1_790_000_000, 1_790_000_000)),
            ])
        ),
        ("the widest numbers", month([Fact(device: 0, day: 31, seen: seen(.min, .max, .max, .min))])),
        (
            "more spans on a day than are compared",
            month(
                (0..<200).map { device in
                    Fact(device: device, day: 9, seen: seen(device / 2, 1_000))
                })
        ),
        ("a classroom's computer", month(classroom)),
    ]

    @Test("comes back as it was kept", arguments: months)
    func roundTrip(_ name: String, _ month: SeenMonth) throws {
        #expect(try SeenMonth(packed: month.packed) == month, "\(name)")
        let marks = try SeenMonth.marks(packed: month.packed)
        #expect(marks.map(\.number) == month.devices.map(\.number))
        #expect(marks.map(\.bits) == month.devices.map(\.bits))
        let totals = try SeenMonth.totals(packed: month.packed)
        #expect(totals.map(\.bits) == month.devices.map(\.bits))
        #expect(totals.map(\.minutes) == month.devices.map { $0.days.reduce(0) { $0 &+ $1.minutes } })
        for total in totals.prefix(20) {
            let one = try SeenMonth.totals(packed: month.packed, of: total.number)
            #expect(one.map(\.number) == [total.number] && one.map(\.bits) == [total.bits])
            #expect(one.map(\.minutes) == [total.minutes])
        }
        #expect(try SeenMonth.totals(packed: month.packed, of: -1).isEmpty)
    }

    @Test("a computer's month takes a twentieth of what it took")
    func size() {
        // In `device_day` a row took some 150 bytes, twice with its index.
        #expect(Self.month(Self.classroom).packed.count < Self.classroom.count * 4)
    }

    @Test("what is told twice, or in another order, is told once")
    func merging() {
        var generator = Steps(state: 7)
        for _ in 0..<20 {
            let facts = (0..<60).map { _ in
                Fact(
                    device: generator.next(5), day: generator.next(31) + 1,
                    seen: Self.seen(generator.next(9), generator.next(9), generator.next(9), generator.next(9)))
            }
            let whole = Self.month(facts)
            #expect(Self.month(facts.reversed()) == whole)
            #expect(Self.month(facts + facts) == whole)
            var (left, right) = (Self.month(Array(facts.prefix(30))), Self.month(Array(facts.suffix(30))))
            let (first, second) = (left, right)
            left.merge(second)
            right.merge(first)
            #expect(left == whole)
            #expect(right == whole)
            #expect(left.packed == right.packed)
            left.merge(left)
            #expect(left == whole)
        }
    }

    @Test("of two tellings of one day the extremes stand")
    func extremes() throws {
        var month = SeenMonth()
        month.note(Self.seen(50, 90, 30, 1), of: 3, on: 31)
        month.note(Self.seen(40, 60, 10, 4), of: 3, on: 31)
        let device = try #require(month[3])
        #expect(device.dated.map(\.day) == [31])
        #expect(device.days == [Self.seen(40, 90, 30, 4)])
        #expect(month[2] == nil)
    }

    @Test(
        "bytes that are no month are refused with what is wrong",
        arguments: [
            ([], "it ends in the middle"),
            ([2, 0, 0], "it is of a form that this release does not know"),
            ([1, 9, 0], "less follows than is announced"),
            ([1, 1, 0, 0, 0], "a device has no days, or some that no month has"),
            ([1, 1, 0, 0x80, 0x80, 0x80, 0x80, 0x08, 0], "a device has no days, or some that no month has"),
            ([1, 1, 0, 1, 0, 2], "a span is meant that is not there"),
            ([1, 0, 0, 7], "more follows than a month holds"),
            ([1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "a number is too large"),
        ] as [([UInt8], String)])
    func damage(_ bytes: [UInt8], _ reason: String) {
        let damage = #expect(throws: PackedDamage.self) { try SeenMonth(packed: bytes) }
        #expect(damage?.what == reason)
    }

    @Test("a month that is cut off anywhere is refused, and any byte may change without a trap")
    func broken() throws {
        let packed = Self.month(Self.classroom).packed
        for length in packed.indices {
            #expect(throws: PackedDamage.self) { try SeenMonth(packed: Array(packed.prefix(length))) }
            #expect(throws: PackedDamage.self) { try SeenMonth.totals(packed: Array(packed.prefix(length))) }
        }
        for place in packed.indices {
            var changed = packed
            for byte: UInt8 in [0, 1, 0x7F, 0xFF] {
                changed[place] = byte
                if let month = try? SeenMonth(packed: changed) { #expect(try SeenMonth(packed: month.packed) == month) }
            }
        }
    }

    @Test(
        "days go by the form that reports are held to",
        arguments: ["2026-11-22", "2026-02-31", "0000-01-01", "9999-12-31", "2024-01-31", "2023-12-01"])
    func dates(_ text: String) throws {
        let date = try #require(SeenDate(text))
        #expect(date.description == text)
        if let day = CivilDate(text) { #expect(SeenDate(day) == date) }
    }

    @Test(
        "and nothing else is a day",
        arguments: ["2026-13-01", "2026-00-01", "2026-01-32", "2026-1-01", "+026-01-01", ""])
    func noDates(_ text: String) { #expect(SeenDate(text) == nil) }

    @Test("the month after December is the next year's first")
    func borders() throws {
        let (last, first) = (try #require(SeenDate("2025-12-31")), try #require(SeenDate("2026-01-01")))
        #expect(last < first)
        #expect(first.month == last.month + 1)
    }

    /// Numbers that look random and are the same in each run (Knuth, TAOCP 3.3.4, line 26).
    private struct Steps {
        var state: UInt64

        mutating func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }
}
