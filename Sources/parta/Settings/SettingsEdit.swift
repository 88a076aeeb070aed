internal import Foundation
internal import Presentation
internal import Reports

/// Changes the settings of one place, assignment by assignment, in their JSON form: nothing is kept unless all are good.
struct SettingsEdit {
    private var values: [String: Any]

    /// - Throws: never in practice: what was decoded can be encoded.
    init(_ settings: RegionSettings) throws {
        let json = try JSONSerialization.jsonObject(with: ReportCoder.encode(settings))
        values = json as? [String: Any] ?? [:]
    }

    /// Takes `KEY=VALUE`, `KEY=` that unsets, `KEY.ENTRY=VALUE`, or a JSON file's name.
    /// - Throws: `CommandFailure`.
    mutating func apply(_ word: String) throws {
        guard let equals = word.firstIndex(of: "=") else { return try apply(file: word) }
        let value = SettingText.trimmed(String(word[word.index(after: equals)...]))
        let path = word[..<equals].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let key = try Self.key(String(path[0]))
        guard path.count == 1 else { return try apply(entry: String(path[1]), of: key, value) }
        guard !value.isEmpty else {
            values[key.rawValue] = nil
            return
        }
        values[key.rawValue] = try Self.parsed(value, as: key)
    }

    /// - Throws: `CommandFailure` with a sentence for each value that cannot be kept.
    func settings() throws -> RegionSettings {
        // A computer reads a word it does not know as the most careful one; who sets it here is told.
        for (category, word) in values["serials"] as? [String: Any] ?? [:] {
            guard let word = word as? String, SerialPolicy(rawValue: word) != nil else {
                throw CommandFailure(.badData, "serials.\(category) wants plain, hashed or none")
            }
        }
        let settings: RegionSettings
        do {
            settings = try ReportCoder.decode(
                RegionSettings.self, from: JSONSerialization.data(withJSONObject: values))
        } catch let error as DecodingError {
            throw CommandFailure(.badData, Self.sentence(error))
        }
        let problems = settings.problems + Self.zoneProblems(settings)
        guard problems.isEmpty else { throw CommandFailure(.badData, problems.joined(separator: "; ")) }
        return settings
    }

    private mutating func apply(file path: String) throws {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw CommandFailure(
                .badData, "\"\(path)\" is neither KEY=VALUE nor a file that can be read; keys are \(SettingKey.names)")
        }
        guard data.count <= 1_048_576, let object = try? JSONSerialization.jsonObject(with: data),
            let given = object as? [String: Any]
        else { throw CommandFailure(.badData, "\(path) holds no JSON object of settings") }
        for (name, value) in given { values[try Self.key(name).rawValue] = value is NSNull ? nil : value }
    }

    private mutating func apply(entry: String, of key: SettingKey, _ value: String) throws {
        guard key.form == .entries, !entry.isEmpty else {
            throw CommandFailure(.badData, "\(key.rawValue) has no entries such as \(key.rawValue).\(entry)")
        }
        var entries = values[key.rawValue] as? [String: Any] ?? [:]
        if value.isEmpty {
            entries[entry] = nil
        } else if key == .thresholds {
            guard let number = Double(value), number.isFinite else {
                throw CommandFailure(.badData, "thresholds.\(entry) is \"\(value)\" and wants a number")
            }
            entries[entry] = number
        } else {
            entries[entry] = value
        }
        values[key.rawValue] = entries.isEmpty ? nil : entries
    }

    private static func key(_ name: String) throws -> SettingKey {
        guard let key = SettingKey(rawValue: name) else {
            throw CommandFailure(.badData, "there is no setting \"\(name)\"; keys are \(SettingKey.names)")
        }
        return key
    }

    private static func parsed(_ value: String, as key: SettingKey) throws -> Any {
        switch key.form {
        case .text: return value
        case .number:
            guard let number = Int(value) else {
                throw CommandFailure(.badData, "\(key.rawValue) is \"\(value)\" and wants a whole number")
            }
            return number
        case .flag:
            guard ["yes", "no"].contains(value) else {
                throw CommandFailure(.badData, "\(key.rawValue) is \"\(value)\" and wants yes or no")
            }
            return value == "yes"
        case .list: return pieces(value)
        case .platforms:
            return try pieces(value).map { piece in
                let words = piece.split(separator: " ")
                guard words.count > 1, let host = words.last else {
                    throw CommandFailure(
                        .badData, "platforms has \"\(piece)\" and wants a name and a host, such as Opiq opiq.kz")
                }
                return ["name": words.dropLast().joined(separator: " "), "host": String(host)]
            }
        case .files: return try pieces(value).map(file)
        case .entries:
            throw CommandFailure(
                .badData, "\(key.rawValue) is set entry by entry, such as \(key.rawValue).ENTRY=VALUE")
        }
    }

    private static func pieces(_ value: String) -> [String] {
        value.split(separator: ",", omittingEmptySubsequences: false).map { SettingText.trimmed(String($0)) }
    }

    private static func file(_ path: String) throws -> [String: String] {
        guard let data = try? Data(contentsOf: URL(filePath: path)), let text = String(data: data, encoding: .utf8)
        else { throw CommandFailure(.badData, "hwdb: \(path) cannot be read as UTF-8 text") }
        return ["name": URL(filePath: path).lastPathComponent, "text": text]
    }

    /// A name that this computer's database of time zones does not have is a slip of the pen.
    private static func zoneProblems(_ settings: RegionSettings) -> [String] {
        let zones = "/usr/share/zoneinfo"
        guard let zone = settings.timeZone, SettingText.zoneOffset(zone) == nil, SettingText.isZoneName(zone),
            FileManager.default.fileExists(atPath: zones), !FileManager.default.fileExists(atPath: "\(zones)/\(zone)")
        else { return [] }
        return ["time_zone is \"\(zone)\", which is in no \(zones), and wants \(SettingText.Wants.timeZone)"]
    }

    private static func sentence(_ error: DecodingError) -> String {
        let path: [any CodingKey]
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            path = context.codingPath
        case .keyNotFound(let key, let context): path = context.codingPath + [key]
        @unknown default: path = []
        }
        let place = path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined().dropFirst()
        return "\(place) wants another kind of value (docs/settings.md)"
    }
}
