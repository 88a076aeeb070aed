import FoundationEssentials
import Reports
import Store
import Testing

@testable import Examples

@Suite("The schools of a made-up country", .timeLimit(.minutes(1)))
struct MadeSchoolTests {
    static let schools: [MadeSchool] = {
        let country = MadeCountry(
            MadeCountry.Parameters(
                schools: 60, computersPerSchool: 8, devicesPerComputer: 16, asOf: MadeCountryTests.asOf, days: 60,
                deviceDays: 30))
        return (0..<country.count).map { country.school(at: $0) }
    }()
    static let computers = schools.flatMap(\.computers)

    @Test("have agents, most of them live, some silent, waiting or revoked")
    func standings() {
        let all = Double(Self.computers.count)
        let since = SchoolDays.date(MadeCountryTests.asOf.adding(days: -14), minute: 0)
        let live = Self.computers.filter { computer in
            computer.standing == .enrolled && computer.boots.last.map { $0.sealedAt > since } == true
        }
        #expect((0.75...0.95).contains(Double(live.count) / all))
        #expect(Self.computers.contains { $0.standing == .waiting && $0.boots.isEmpty })
        #expect(Self.computers.contains { $0.computer.agentVersion == "0.0.9" })
        #expect((0.05...0.25).contains(Double(Self.computers.count { $0.computer.memoryMiB ?? 0 < 2_048 }) / all))
    }

    @Test("have as many devices as asked for, of many categories, ids once but for those that moved")
    func devices() {
        let seen = Self.computers.filter { !$0.boots.isEmpty }
        let devices = seen.flatMap(\.devices)
        #expect(abs(Double(devices.count) / Double(seen.count) - 16) < 1)
        let categories = Set(devices.map(\.device.category))
        #expect(categories.isSuperset(of: [.tablet, .roboticsKit, .interactivePanel, .labSensor, .printer, .storage]))
        #expect(
            devices.allSatisfy {
                $0.device.category.isPersonal == false || $0.device.serial?.hasPrefix("hash:") != false
            })
        for computer in seen {
            #expect(Set(computer.devices.map(\.device.id)).count == computer.devices.count)
        }
        let ids = Dictionary(grouping: devices, by: \.device.id)
        #expect(ids.values.contains { $0.count > 1 })
        #expect(ids.values.allSatisfy { $0.count <= 3 })
    }

    @Test("tell of days of devices within the days that are kept, on boots that saw them")
    func deviceDays() {
        let from = MadeCountryTests.asOf.adding(days: -30)
        var days = 0
        for computer in Self.computers {
            for device in computer.devices {
                for boot in device.seenBoots {
                    days += 1
                    #expect(computer.boots[boot].day >= from && computer.boots[boot].day < MadeCountryTests.asOf)
                    #expect((device.firstBoot...device.lastBoot).contains(boot))
                    let day = device.day(at: computer.boots[boot])
                    #expect(day.minutes >= 0 && day.first <= day.last && day.last <= computer.boots[boot].sealedAt)
                }
            }
        }
        #expect(days > 10_000)
    }

    @Test("test their lines three times a school day and once a week outside, and skip some slots")
    func plan() {
        let days = SchoolDays(before: MadeCountryTests.asOf, count: 60).days
        let weeks = Set(days.map(\.weekDescription)).count
        let planned = Self.schools.count * (days.count * 3 + weeks)
        let tests = Self.computers.flatMap(\.lineTests)
        #expect((0.6...0.95).contains(Double(tests.count) / Double(planned)))
        #expect(tests.contains { $0.circumstances?.inLessons == false })
        let slots = Self.computers.flatMap(\.slots)
        #expect(slots.count(where: \.ran) == tests.count)
        #expect(slots.contains { $0.reason == .heldByAnother })
        #expect(slots.allSatisfy { $0.ran == ($0.reason == nil) })
    }

    @Test("never test two lines' worth at once, nor on a holiday")
    func times() {
        for school in Self.schools {
            let starts = school.computers.flatMap(\.lineTests).map(\.startedAt.wallClock).sorted()
            for (one, next) in zip(starts, starts.dropFirst()) { #expect(next.timeIntervalSince(one) > 60) }
        }
        for computer in Self.computers {
            #expect(computer.boots.allSatisfy { SchoolDays.isSchoolDay($0.day) })
            for test in computer.lineTests {
                #expect(computer.boots.contains { $0.id == test.startedAt.bootID })
            }
        }
    }

    @Test("have lines below their contract, lines that are slow in lessons, and lines that are as agreed")
    func truth() {
        var ratios: [Double] = []
        var dips = 0
        for school in Self.schools {
            let tests = school.computers.flatMap(\.lineTests).filter { $0.circumstances?.line == "main" }
            func median(_ inLessons: Bool) -> Double? {
                Statistics.median(
                    tests.filter { $0.circumstances?.inLessons == inLessons }.compactMap(\.downloadMbps))
            }
            guard let outside = median(false), let inside = median(true) else { continue }
            ratios.append(outside / school.lines[0].contractedDownloadMbps)
            if inside < 0.7 * outside { dips += 1 }
        }
        #expect(ratios.count { $0 > 0.9 } > 25)
        #expect(ratios.count { $0 < 0.8 } > 5)
        #expect((2...25).contains(dips))
    }
}
