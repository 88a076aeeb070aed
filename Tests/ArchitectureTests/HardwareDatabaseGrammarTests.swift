import Foundation
import Testing

/// The form of every file in `hwdb.d/`: what a technician copies from must be right everywhere.
@Suite struct HardwareDatabaseGrammarTests {
    static let properties = [
        "PARTA_CATEGORY", "PARTA_CONFIDENCE", "PARTA_VENDOR", "PARTA_MODEL", "PARTA_RULE",
    ]

    /// Ids that many kinds of device share; a record for the id alone may not claim more than `possible`.
    static let undecidable = [
        "v04E8p6860", "v18D1p4EE1", "v18D1p4EE2", "v2717pFF40", "v1A86p7523", "v1A86p7522", "v10C4pEA60", "v0403p6001",
        "v0403p6010", "v0403p6014", "v0403p6015", "v067Bp2303", "v16C0p05DC", "v0483p5740", "v0483pDF11", "v04D8p000A",
    ]

    /// The raw values of `Category`, read from its source: this target imports nothing.
    static func categories() throws -> Set<String> {
        let source = try Checkout.text("Sources/Reports/Devices/Category.swift")
        let cases = source.matches(of: /(?m)^    case (\w+)(?: = "(\w+)")?$/)
        return Set(cases.map { String($0.2 ?? $0.1) })
    }

    @Test func thereAreFilesAndCategories() throws {
        #expect(try HardwareDatabaseFile.all().count >= 40)
        let categories = try Self.categories()
        #expect(categories.isSuperset(of: ["tablet", "printer_3d", "unknown"]) && categories.count >= 34)
    }

    @Test(arguments: try HardwareDatabaseFile.all()) func fileIsWellFormed(_ file: HardwareDatabaseFile) throws {
        #expect(file.problems.isEmpty)
        #expect(file.name.wholeMatch(of: /(50|60|70|80)-parta-[a-z0-9]+(-[a-z0-9]+)*\.hwdb/) != nil)
        let header = file.header.joined(separator: "\n")
        #expect(header.hasPrefix("# Parta hardware knowledge: "))
        for part in ["# Keys:", "# Rank:    \(file.name.prefix(2)),", "# Values:", "# Add:", "# Override:"] {
            #expect(header.contains(part), "the header does not say \(part)")
        }
        #expect(!file.records.isEmpty)
    }

    @Test(arguments: try HardwareDatabaseFile.all()) func recordsAreWhole(_ file: HardwareDatabaseFile) throws {
        let categories = try Self.categories()
        for record in file.records {
            let place = "\(file.name):\(record.line)"
            #expect(record.properties.map(\.name) == Self.properties, "\(place): not the five properties in order")
            #expect(categories.contains(record["PARTA_CATEGORY"] ?? ""), "\(place): no such category")
            let confidence = record["PARTA_CONFIDENCE"] ?? ""
            #expect(["certain", "likely", "possible"].contains(confidence), "\(place): no such confidence")
            let rule = record["PARTA_RULE"] ?? ""
            #expect(rule.wholeMatch(of: /[a-z0-9-]+:[a-z0-9-]+/) != nil, "\(place): \(rule)")
            for match in record.matches {
                #expect(Self.isKey(match, rank: file.name.prefix(2)), "\(place): \(match)")
            }
        }
    }

    /// Whether a match line has the shape of a key, as specific as its file's number says.
    static func isKey(_ match: String, rank: Substring) -> Bool {
        switch rank {
        case "50": return match.wholeMatch(of: /parta:(usb:v\*:.+|pci:v\*:c[0-9A-F]+\*|display:.*)/) != nil
        case "60":
            if match.hasPrefix("parta:display:") { return match.wholeMatch(of: /parta:display:m[A-Z]{3}:.+/) != nil }
            return match.wholeMatch(of: /parta:usb:v[0-9A-F]{4}p\*(:if[0-9A-F?*]+(:m\*)?)?/) != nil
        case "70": return match.wholeMatch(of: /parta:usb:v[0-9A-F]{4}p[0-9A-F]{4}:\*/) != nil
        default:
            if match.hasPrefix("parta:display:") { return match.contains(":n") }
            let start = /parta:usb:v(\*|[0-9A-F]{4}p(\*|[0-9A-F]{4}:\*))(:if[0-9A-F]+\*)?/
            guard let ids = match.prefixMatch(of: start) else { return false }
            let rest = match[ids.range.upperBound...]
            return rest.wholeMatch(of: /:[mn][^:]+/) != nil
        }
    }

    @Test func rulesAndMatchesAreUnique() throws {
        let files = try HardwareDatabaseFile.all()
        for (what, places) in [
            ("rule", files.flatMap { file in file.records.map { ($0["PARTA_RULE"] ?? "", file.name) } }),
            ("match", files.flatMap { file in file.records.flatMap { $0.matches.map { ($0, file.name) } } }),
        ] {
            let repeated = Dictionary(grouping: places) { $0.0 }.filter { $0.value.count > 1 }
            #expect(repeated.isEmpty, "\(what): \(repeated.mapValues { $0.map(\.1) })")
        }
    }

    @Test func sharedIdsStayPossible() throws {
        let records = try HardwareDatabaseFile.all().flatMap(\.records)
        for ids in Self.undecidable {
            let own = records.filter { $0.matches.contains("parta:usb:\(ids):*") }
            #expect(own.count == 1, "\(ids): \(own.count) records")
            #expect(own.allSatisfy { $0["PARTA_CONFIDENCE"] == "possible" }, "\(ids) claims more than possible")
        }
    }
}
