import FoundationEssentials
import Reports
import Testing

@testable import LineTesting

/// Thirty computers for thirty days. Seeds are fixed: what is improbable stays as improbable as it was.
@Suite struct SimulationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var lines = 1
        var seed: UInt64
        var settings: [String: String] = [:]

        var testDescription: String { name }

        func run() throws -> ModelSchool {
            let read = LineTestSettings.read(
                environment: [
                    "PARTA_TIME_ZONE": "Asia/Almaty", "PARTA_HOLIDAYS": "2026-11-09..2026-11-10",
                ].merging(settings) { $1 })
            try #require(read.complaints == [])
            return try ModelSchool(
                lines: lines, seed: seed, settings: read.settings, first: try #require(CivilDate("2026-11-01")))
        }
    }

    static let cases = [
        Case(name: "one line", seed: 1),
        Case(name: "two lines", lines: 2, seed: 2),
        Case(name: "a tight budget", seed: 3, settings: ["PARTA_MONTHLY_MB": "300"]),
        Case(name: "twelve tests a day, computers capped", seed: 4, settings: ["PARTA_TESTS_PER_DAY": "12"]),
        Case(name: "a metered line", seed: 5, settings: ["PARTA_METERED": "yes"]),
    ]

    @Test("the promises hold", .timeLimit(.minutes(2)), arguments: cases)
    func promises(scenario: Case) throws {
        let school = try scenario.run()
        try neverTwoAtOnce(school)
        try schoolHoursAreKept(school)
        try budgetIsNeverExceeded(school)
        try everySlotIsOneRecord(school)
        let perDay = Dictionary(grouping: school.tests) { "\($0.pc) \(school.settings.calendar.day(of: $0.start))" }
        #expect(perDay.values.allSatisfy { $0.count <= ModelDesk.testsPerAgent })
        if scenario.settings["PARTA_METERED"] != nil {
            let weeks = Dictionary(grouping: school.tests) {
                school.settings.calendar.day(of: $0.slot.plannedAt).weekDescription
            }
            // One slot a week; a second test only where the first was cut off.
            #expect(weeks.values.allSatisfy { Set($0.map(\.slot.id)).count == 1 })
            #expect(weeks.count >= 3)
        } else {
            #expect(school.tests.count > 25, "too little happened to prove anything")
        }
        let positions = school.tests.filter(\.slot.inLessons).map {
            StratumPosition.of($0.slot, in: school.plans[$0.line])
        }
        #expect(Uniformity.kolmogorovSmirnov(positions).probability > 0.01)
        print(SimulationSummary(name: scenario.name, school: school))
    }

    private func neverTwoAtOnce(_ school: ModelSchool) throws {
        for line in school.plans.indices {
            let tests = school.tests.filter { $0.line == line }.sorted { $0.start < $1.start }
            for (earlier, later) in zip(tests, tests.dropFirst()) {
                #expect(earlier.end <= later.start, "PCs \(earlier.pc) and \(later.pc) test at once, \(later.slot.id)")
            }
        }
    }

    private func schoolHoursAreKept(_ school: ModelSchool) throws {
        let calendar = school.settings.calendar
        for test in school.tests where test.isClockRight {
            let day = calendar.day(of: test.start)
            if test.slot.inLessons {
                #expect(calendar.lessons(on: day).contains { $0.lowerBound <= test.start && test.end <= $0.upperBound })
                #expect(!["2026-11-09", "2026-11-10"].contains(day.description) && day.weekday < 6)
            } else {
                #expect(calendar.outside(on: day).contains { $0.lowerBound <= test.start && test.end <= $0.upperBound })
            }
        }
        // A clock that is wrong gets no lease.
        #expect(school.tests.allSatisfy { $0.isClockRight })
    }

    /// Reckoned again here, apart from `LeaseRules`: by the end of each day (UTC), as the aggregator counts, no more than the
    /// month's share up to it.
    private func budgetIsNeverExceeded(_ school: ModelSchool) throws {
        let monthly = school.settings.monthlyBytes
        let start = try #require(school.days.first).description + "T00:00:00Z"
        let month = try Date(start, strategy: .iso8601)
        for line in school.plans.indices {
            let tests = school.tests.filter { $0.line == line }
            #expect(tests.allSatisfy { $0.start >= month }, "all in one month")
            for day in 1...school.days.count {
                let spent = tests.filter { $0.start < month + Double(day) * 86_400 }.reduce(0) { $0 + $1.bytes }
                #expect(spent <= monthly * day / 30, "\(day): \(spent)")
            }
        }
    }

    private func everySlotIsOneRecord(_ school: ModelSchool) throws {
        for (pc, computer) in school.computers.enumerated() {
            let ids = computer.records.map(\.id)
            #expect(Set(ids).count == ids.count, "PC \(pc) records a slot twice")
            guard computer.isRight, let first = computer.firstLook, let last = computer.lastLook else { continue }
            let planned = school.days.flatMap { school.plans[school.line(of: pc)].slots(on: $0) }
                .filter { $0.plannedAt > first && $0.plannedAt <= last }
            // The last one may still have been under way when the month ended.
            let missing = Set(planned.map(\.id)).subtracting(ids)
            #expect(missing.isSubset(of: planned.suffix(1).map(\.id)), "PC \(pc) says nothing of \(missing)")
            #expect(Set(ids).isSubset(of: planned.map(\.id)))
        }
    }

    /// Over the plans of a region: 404 schools, November.
    @Test func momentsAreUniformAndNoHourIsFavoured() throws {
        let calendar = Plans.settings.calendar
        let hash = RegionHash(key: Data(repeating: 3, count: 32))
        let days = (0..<30).map { CivilDate(daysSinceEpoch: 20_758 + $0) }
        var positions: [Double] = []
        var hours = [Int](repeating: 0, count: 24)
        for school in 0..<404 {
            let plan = SlotPlan(calendar: calendar, testsPerDay: 4, hash: hash, school: "KZ-\(school)", gateway: "g")
            for slot in days.flatMap({ plan.lessonSlots(on: $0) }) {
                let day = calendar.day(of: slot.plannedAt)
                positions.append(StratumPosition.of(slot, in: plan))
                hours[Int(slot.plannedAt.timeIntervalSince(calendar.zone.instant(of: day, minute: 0)) / 3_600)] += 1
            }
        }
        #expect(positions.count == 404 * 19 * 4)
        let uniform = Uniformity.kolmogorovSmirnov(positions)
        #expect(uniform.probability > 0.01)

        // Lessons are from 8 to 13 and from 14 to 19; nothing is drawn in a shift's last minute.
        let taught = Array(8..<13) + Array(14..<19)
        #expect(hours.enumerated().allSatisfy { taught.contains($0.offset) || $0.element == 0 })
        let minutes = taught.map { $0 == 12 || $0 == 18 ? 59.0 : 60.0 }
        let expected = minutes.map { Double(positions.count) * $0 / 598 }
        let even = Uniformity.chiSquare(taught.map { hours[$0] }, expected: expected)
        #expect(even.probability > 0.01)
        print(
            """
            moments of \(positions.count) lesson slots, 404 schools, November:
              uniform in their strata: Kolmogorov-Smirnov D = \(even4(uniform.distance)), p = \(even4(uniform.probability))
              hours of the school day: chi-square = \(even4(even.value)) at 9 degrees, p = \(even4(even.probability))
            """)
    }

    private func even4(_ value: Double) -> String { SimulationSummary.text(value, digits: 4) }
}
