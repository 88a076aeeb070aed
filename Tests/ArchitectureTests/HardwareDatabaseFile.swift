import Foundation
import Testing

/// One file of `hwdb.d/`, read strictly: what the agent's compiler would forgive is a problem here.
struct HardwareDatabaseFile: Sendable, CustomTestStringConvertible {
    /// Match lines with the properties they give.
    struct Record: Sendable {
        var line: Int
        var matches: [String]
        var properties: [(name: String, value: String)]

        subscript(name: String) -> String? { properties.first { $0.name == name }?.value }
    }

    let name: String
    let header: [String]
    let records: [Record]
    /// What is wrong with the form, with the line, in words.
    let problems: [String]

    var testDescription: String { name }

    /// Every file of `hwdb.d/`, in the order in which later ones win.
    static func all() throws -> [HardwareDatabaseFile] {
        let folder = Checkout.root.appending(path: "hwdb.d")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
            .sorted()
            .map { HardwareDatabaseFile(name: $0, text: try Checkout.text("hwdb.d/\($0)")) }
    }

    init(name: String, text: String) {
        self.name = name
        var header: [String] = []
        var records: [Record] = []
        var problems: [String] = []
        var open: Record?
        func close() {
            if let record = open { records.append(record) }
            open = nil
        }

        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let number = index + 1
            if line.contains("\t") { problems.append("\(name):\(number): a tab") }
            if line.last == " " { problems.append("\(name):\(number): a blank at the end") }
            if line.utf8.count > 120 { problems.append("\(name):\(number): more than 120 characters") }
            if line.isEmpty {
                close()
            } else if line.first == "#" {
                if open != nil { problems.append("\(name):\(number): a comment inside a record") }
                if records.isEmpty, open == nil { header.append(String(line)) }
            } else if line.first == " " {
                let parts = line.dropFirst().split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if parts.count == 2, open != nil, !parts[1].isEmpty {
                    open?.properties.append((String(parts[0]), String(parts[1])))
                } else {
                    problems.append("\(name):\(number): a property without record, = or value")
                }
            } else {
                // hwdb would read a match line after a property as part of the record before it.
                if let record = open, !record.properties.isEmpty {
                    problems.append("\(name):\(number): no empty line before the record")
                    close()
                }
                if line.contains("#") { problems.append("\(name):\(number): hwdb takes # for a comment") }
                open = open ?? Record(line: number, matches: [], properties: [])
                open?.matches.append(String(line))
            }
        }
        close()
        (self.header, self.records, self.problems) = (header, records, problems)
    }
}
