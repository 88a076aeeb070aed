import Reports
import Store
import Testing

@Suite("Presence")
struct PresenceTests {
    /// September 2025: the 1st is a Monday; no holidays until 25 October.
    private func day(_ number: Int) throws -> CivilDate { try #require(CivilDate(year: 2025, month: 9, day: number)) }

    private func window(_ number: Int, days: Int = 5) throws -> PresenceWindow {
        PresenceWindow(of: try day(number), days: days, in: SchoolDays())
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var lastSeen: Int?
        /// Days on which the computer ran.
        var ran: [Int]
        var asked: Int
        var presence: Presence
    }

    @Test(
        "what is known on a day, of five school days",
        arguments: [
            Case(testDescription: "never seen", lastSeen: nil, ran: [1, 2], asked: 12, presence: .registered),
            Case(testDescription: "seen that day", lastSeen: 12, ran: [12], asked: 12, presence: .verified),
            Case(
                testDescription: "seen on the first day that counts", lastSeen: 8, ran: [], asked: 12,
                presence: .verified),
            Case(testDescription: "seen on the Sunday before", lastSeen: 7, ran: [8, 9], asked: 12, presence: .noData),
            Case(
                testDescription: "seen on a weekend that counts", lastSeen: 14, ran: [], asked: 17, presence: .verified),
            Case(
                testDescription: "its computer ran five school days without it", lastSeen: 5,
                ran: [8, 9, 10, 11, 12], asked: 12, presence: .notSeen),
            Case(
                testDescription: "four school days and a weekend prove nothing", lastSeen: 5,
                ran: [6, 7, 8, 9, 10, 11], asked: 12, presence: .noData),
            Case(
                testDescription: "its computer was off", lastSeen: 5, ran: [1, 2, 3, 4, 5], asked: 26, presence: .noData
            ),
            Case(
                testDescription: "it ran now and then, five days in all", lastSeen: 2,
                ran: [4, 9, 15, 18, 24], asked: 26, presence: .notSeen),
            Case(
                testDescription: "the days before it was seen do not count", lastSeen: 5,
                ran: [1, 2, 3, 4, 5, 8, 9, 10, 11], asked: 12, presence: .noData),
            Case(
                testDescription: "nor do those after the day asked for", lastSeen: 5,
                ran: [8, 9, 10, 11, 15, 16], asked: 14, presence: .noData),
        ])
    func presence(_ example: Case) throws {
        let presence = Presence(
            lastSeen: try example.lastSeen.map(day), ran: DaySet(try example.ran.map(day)),
            in: try window(example.asked))
        #expect(presence == example.presence)
    }

    @Test("a holiday and a summer prove nothing")
    func holidays() throws {
        let july = try #require(CivilDate("2026-07-15"))
        let window = PresenceWindow(of: july, days: 10, in: SchoolDays())
        let may = try #require(CivilDate("2026-05-04"))
        #expect(window.start == CivilDate("2026-05-12"))
        // Its computer ran all June for the summer camp.
        let june = DaySet((1...30).compactMap { CivilDate(year: 2026, month: 6, day: $0) })
        #expect(Presence(lastSeen: may, ran: june, in: window) == .noData)
        let lessons = DaySet((5...25).compactMap { CivilDate(year: 2026, month: 5, day: $0) })
        #expect(Presence(lastSeen: may, ran: lessons, in: window) == .notSeen)
    }

    @Test("a school without a single school day tells nothing")
    func noSchool() throws {
        let window = PresenceWindow(of: try day(12), in: SchoolDays(weekdays: []))
        #expect(window.start == nil)
        #expect(Presence(lastSeen: try day(12), ran: DaySet([try day(12)]), in: window) == .noData)
    }

    @Test("settings say how many days, on which days, and when the terms are")
    func settings() throws {
        var settings = RegionSettings()
        settings.presenceDays = 3
        settings.schoolDays = "mon-sat"
        settings.holidays = ["2025-09-12"]
        let window = PresenceWindow(of: try day(14), settings: settings)
        #expect(window.start == (try day(10)) && window.days == 3)
        settings.terms = ["2025-09-11..2025-12-30"]
        #expect(PresenceWindow(of: try day(14), settings: settings).schoolDays == [try day(13), try day(11)])
    }

    @Test("a set of days knows its last one across months")
    func daySet() throws {
        let days = DaySet(["2025-08-31", "2025-09-03", "2024-02-29"].compactMap { CivilDate($0) })
        for (asked, last) in [
            ("2025-10-01", "2025-09-03"), ("2025-09-03", "2025-09-03"), ("2025-09-02", "2025-08-31"),
            ("2025-08-30", "2024-02-29"),
        ] {
            #expect(days.last(upTo: try #require(CivilDate(asked)))?.description == last)
        }
        #expect(days.last(upTo: try #require(CivilDate("2024-02-28"))) == nil)
        #expect(days.count == 3)
        #expect(days.contains(try #require(CivilDate("2024-02-29"))))
    }
}
