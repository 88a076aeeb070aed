internal import Foundation
internal import Relational
internal import Reports

extension Date {
    /// Whole seconds since 1970, as stored.
    var seconds: Int { Int(timeIntervalSince1970.rounded(.down)) }

    init(seconds: Int) {
        self.init(timeIntervalSince1970: TimeInterval(seconds))
    }
}

extension Row {
    func date(_ column: String) -> Date { Date(seconds: self[column]) }

    func dateIfPresent(_ column: String) -> Date? {
        let seconds: Int? = self[column]
        return seconds.map { Date(seconds: $0) }
    }

    /// A stored word, read as the value it stands for.
    /// - Throws: when it stands for none, which a hand-edited database may hold.
    func value<Value: RawRepresentable<String>>(_ type: Value.Type, _ column: String) throws -> Value {
        let text: String = self[column]
        guard let value = Value(rawValue: text) else {
            throw DatabaseError(message: "column \(column) holds \"\(text)\", which is no \(type)")
        }
        return value
    }
}

extension Row {
    func agent(_ column: String) throws -> AgentID {
        let text: String = self[column]
        guard let agent = AgentID(text) else { throw DatabaseError(message: "\"\(text)\" is no agent id") }
        return agent
    }

    func agentIfPresent(_ column: String) throws -> AgentID? {
        let text: String? = self[column]
        return try text.map { _ in try agent(column) }
    }
}

extension Row {
    /// As `value`, nil where nothing stands there.
    func valueIfPresent<Value: RawRepresentable<String>>(_ type: Value.Type, _ column: String) throws -> Value? {
        let text: String? = self[column]
        return try text.map { _ in try value(type, column) }
    }

    /// A day as it is stored: `yyyy-mm-dd`.
    /// - Throws: where something else stands there, which a hand-edited database may hold.
    func dayIfPresent(_ column: String) throws -> CivilDate? {
        guard let text = self[column] as String? else { return nil }
        guard let day = CivilDate(text) else {
            throw DatabaseError(message: "column \(column) holds \"\(text)\", which is no day")
        }
        return day
    }

    func day(_ column: String) throws -> CivilDate {
        guard let day = try dayIfPresent(column) else { throw DatabaseError(message: "column \(column) holds no day") }
        return day
    }
}
