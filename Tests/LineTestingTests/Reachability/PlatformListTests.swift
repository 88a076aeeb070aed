import FoundationEssentials
import LineTesting
import Reports
import Testing

@Suite struct PlatformListTests {
    @Test func namesHostsAndPorts() {
        let list = PlatformList(
            parsing: "# ours\nOpiq opiq.kz\n\n  Our  journal\tJournal.Example:8443  # new\r\nx 192.0.2.1")
        #expect(
            list.platforms == [
                .init(name: "Opiq", host: "opiq.kz"), .init(name: "Our journal", host: "journal.example", port: 8_443),
                .init(name: "x", host: "192.0.2.1"),
            ])
        #expect(list.problems.isEmpty)
    }

    @Test(arguments: [
        ("opiq.kz", "a name and a host"), ("Opiq https://opiq.kz", "without https://"),
        ("Opiq opiq.kz/login", "is no host"),
        ("Opiq opiq..kz", "is no host"), ("Opiq -opiq.kz", "is no host"), ("Opiq опик.kz", "is no host"),
        ("Opiq opiq.kz:0", "is no port"), ("Opiq opiq.kz:99999", "is no port"), ("Opiq opiq.kz:", "is no port"),
        ("Opiq opiq.kz:+80", "is no port"), ("Opiq opiq.kz:٤٤٣", "is no port"), ("Opiq \u{1B}[2J", "is no host"),
        ("\u{7}bell opiq.kz", "no control characters"),
        (String(repeating: "n", count: 65) + " opiq.kz", "at most 64 bytes"),
        ("n " + String(repeating: "h.", count: 127) + "kz", "is no host"),
    ])
    func aBadLineIsToldByItsNumber(_ line: String, _ reason: String) {
        let list = PlatformList(parsing: "A a.example\n\(line)\nB b.example\n")
        #expect(list.platforms.map(\.name) == ["A", "B"], "the others stand")
        #expect(list.problems.count == 1)
        #expect(list.problems.first?.hasPrefix("line 2: ") == true && list.problems.first?.contains(reason) == true)
        #expect(list.problems.first?.contains("\u{1B}") == false)
    }

    @Test func aListIsBounded() {
        let many = (1...40).map { "p\($0) p\($0).example" }.joined(separator: "\n")
        let list = PlatformList(parsing: many)
        #expect(list.platforms.count == PlatformList.limit && list.problems.count == 1)
        let huge = PlatformList(parsing: "A a.example\n" + String(repeating: "#", count: 1_000_000))
        #expect(huge.platforms.count == 1 && huge.problems.count == 1)
    }

    @Test func theListThatShipsReads() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = String(
            decoding: try Data(contentsOf: root.appending(path: "packaging/platforms.conf")), as: UTF8.self)
        let list = PlatformList(parsing: text)
        #expect(list.problems.isEmpty)
        #expect(list.platforms.map(\.name) == ["Kundelik", "Bilimal", "EDUS", "Onlinemektep", "Opiq", "Akelius"])
    }
}
