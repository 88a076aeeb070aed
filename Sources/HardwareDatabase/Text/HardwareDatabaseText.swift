internal import FoundationEssentials
internal import Glibc

/// The hwdb text itself: every record that speaks of a key, in the order in which they count.
///
/// The compiled database only knows the winners; `parta-agent explain` shows who else spoke.
public struct HardwareDatabaseText: Sendable {
    public let sources: HardwareDatabaseSources

    public init(sources: HardwareDatabaseSources) {
        self.sources = sources
    }

    /// - Parameter directories: as given to `HardwareDatabaseCompiler`.
    public init(directories: [String]) {
        sources = HardwareDatabaseSources(directories: directories)
    }

    /// The records that match, later ones winning property by property, and the files that could not be read.
    public func records(matching key: String) -> (records: [HardwareRecord], unreadable: [String]) {
        var records: [HardwareRecord] = []
        var unreadable: [String] = []
        for file in sources.files {
            guard let content = try? Data(contentsOf: URL(filePath: file.path)) else {
                unreadable.append(file.path)
                continue
            }
            records += Self.records(matching: key, in: content, file: file.path)
        }
        return (records, unreadable)
    }

    /// What the records say together: the same as the compiled database.
    public static func merged(_ records: [HardwareRecord]) -> [String: String] {
        records.reduce(into: [:]) { result, record in
            result.merge(record.properties) { $1 }
        }
    }

    static func records(matching key: String, in content: some Collection<UInt8>, file: String) -> [HardwareRecord] {
        var records: [HardwareRecord] = []
        var record = OpenRecord()
        var number = 0
        for line in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            switch line.first {
            case UInt8(ascii: "#"): continue
            case UInt8(ascii: " "), UInt8(ascii: "\t"): record.addProperty(line)
            case let first?:
                // A pattern after properties, without an empty line between, is a mistake the compiler complains about.
                guard first > 0x20 else { fallthrough }
                if record.hasProperties { continue }
                record.addPattern(trimmed(line), line: number, key: key)
            case nil: record.close(into: &records, file: file)
            }
        }
        record.close(into: &records, file: file)
        return records
    }

    fileprivate static func trimmed(_ line: some Collection<UInt8>) -> String {
        let text = String(decoding: line, as: UTF8.self)
        guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(text[...last])
    }
}

/// Lines of the record being read.
private struct OpenRecord {
    var matches: [(pattern: String, line: Int)] = []
    var properties: [String: String] = [:]
    var hasProperties = false

    mutating func addPattern(_ pattern: String, line: Int, key: String) {
        // The same call, with the same flags, as in systemd's lookup.
        if unsafe fnmatch(pattern, key, 0) == 0 { matches.append((pattern, line)) }
    }

    mutating func addProperty(_ line: some Collection<UInt8>) {
        hasProperties = true
        guard !matches.isEmpty else { return }
        let text = HardwareDatabaseText.trimmed(line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 && !parts[0].isEmpty { properties[String(parts[0])] = String(parts[1]) }
    }

    mutating func close(into records: inout [HardwareRecord], file: String) {
        if hasProperties {
            records += matches.map {
                HardwareRecord(file: file, line: $0.line, pattern: $0.pattern, properties: properties)
            }
        }
        self = OpenRecord()
    }
}
