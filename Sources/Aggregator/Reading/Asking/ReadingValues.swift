internal import Foundation
internal import Reports
internal import Store

/// The parameters of one question, each at most once and each one that the list takes.
struct ReadingValues: Sendable {
    private var texts: [ReadingParameter: String] = [:]

    /// - Parameter query: what follows the question mark, as it stands in the address.
    /// - Throws: `ReadingRefusal.badParameter`.
    init(_ query: String?, of endpoint: ReadingEndpoint) throws {
        let known = endpoint.parameters
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decoded(parts[0]) ?? ""
            guard let parameter = ReadingParameter(rawValue: name), known.contains(parameter) else {
                throw ReadingRefusal.badParameter(
                    Self.quoted(name),
                    "is not one of this list's: \(known.map(\.rawValue).joined(separator: ", "))")
            }
            guard texts[parameter] == nil else { throw ReadingRefusal.badParameter(name, "stands twice") }
            guard let text = parts.count == 2 ? Self.decoded(parts[1]) : nil, !text.isEmpty,
                text.utf8.count <= ReadingParameter.textLimitBytes,
                !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            else {
                throw ReadingRefusal.badParameter(
                    name, "wants a value of one line and at most \(ReadingParameter.textLimitBytes) bytes")
            }
            texts[parameter] = text
        }
    }

    subscript(parameter: ReadingParameter) -> String? { texts[parameter] }

    /// One of the words that the parameter knows.
    func word<Word: RawRepresentable<String>>(_ parameter: ReadingParameter, as type: Word.Type) throws -> Word? {
        guard let text = texts[parameter] else { return nil }
        guard let word = Word(rawValue: text) else { throw Self.wrongWord(parameter) }
        return word
    }

    func flag(_ parameter: ReadingParameter) throws -> Bool {
        guard let text = texts[parameter] else { return false }
        guard let flag = Bool(text) else { throw Self.wrongWord(parameter) }
        return flag
    }

    func number(_ parameter: ReadingParameter) throws -> Int {
        guard case .number(let range, let standard) = parameter.shape else { return 0 }
        guard let text = texts[parameter] else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw ReadingRefusal.badParameter(
                parameter.rawValue, "wants a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A whole number of at most seven digits, nil where none is asked for.
    func digits(_ parameter: ReadingParameter) throws -> Int? {
        guard let text = texts[parameter] else { return nil }
        guard (1...7).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw ReadingRefusal.badParameter(parameter.rawValue, "wants a whole number")
        }
        return Int(text)
    }

    /// A day's beginning in UTC, or a moment.
    func moment(_ parameter: ReadingParameter) throws -> Date? {
        guard let text = texts[parameter] else { return nil }
        // A plus that came as it is was read as a space, as forms write one.
        let whole = text.utf8.count == 10 ? text + "T00:00:00Z" : text.replacing(" ", with: "+")
        guard let date = try? Date(whole, strategy: .iso8601), abs(date.timeIntervalSince1970) < 253_402_300_800 else {
            throw ReadingRefusal.badParameter(
                parameter.rawValue, "wants a day or a moment, such as 2026-09-01 or 2026-09-01T08:00:00Z")
        }
        return date
    }

    /// A day to its end in UTC, or a moment; now where it is today or not given.
    func asOf(now: Date) throws -> Date {
        guard let moment = try moment(.asOf) else { return now }
        let isDay = texts[.asOf]?.utf8.count == 10
        guard moment <= now else { throw ReadingRefusal.badParameter(ReadingParameter.asOf.rawValue, "lies ahead") }
        return isDay ? min(now, moment.addingTimeInterval(86_399)) : moment
    }

    func agent() throws -> AgentID? {
        guard let text = texts[.agent] else { return nil }
        guard let agent = AgentID(text) else {
            throw ReadingRefusal.badParameter("agent", "wants an agent's id: 32 hexadecimal digits")
        }
        return agent
    }

    func name() throws -> String? {
        guard let text = texts[.name] else { return nil }
        guard !SearchKey(text).words.isEmpty else {
            throw ReadingRefusal.badParameter("name", "wants a word or a number of a school's name")
        }
        return text
    }

    func norm() throws -> LineNorm? {
        guard let text = texts[.norm] else { return nil }
        guard let norm = LineNorm(text: text.replacing(" ", with: "+")) else {
            throw ReadingRefusal.badParameter("norm", "wants a norm such as 20%2B1/20")
        }
        return norm
    }

    private static func wrongWord(_ parameter: ReadingParameter) -> ReadingRefusal {
        guard case .word(let words, _) = parameter.shape else { return .badParameter(parameter.rawValue, "is wrong") }
        return .badParameter(parameter.rawValue, "wants one of \(words.joined(separator: ", "))")
    }

    /// As forms write it (WHATWG URL, 5.1): a plus is a space.
    private static func decoded(_ text: Substring) -> String? {
        String(text).replacing("+", with: " ").removingPercentEncoding
    }

    /// A stranger's word as it may stand in an answer.
    private static func quoted(_ name: String) -> String {
        "\"" + String(String.UnicodeScalarView(name.unicodeScalars.filter { $0.isASCII && $0.value >= 32 }.prefix(40)))
            + "\""
    }
}
