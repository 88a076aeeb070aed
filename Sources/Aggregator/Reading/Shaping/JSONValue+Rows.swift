internal import FoundationEssentials
internal import Presentation
internal import Reports
internal import Store

extension JSONValue {
    init(_ cell: Cell) {
        switch cell {
        case .missing: self = .null
        case .text(let text): self = .text(text)
        case .integer(let integer): self = .integer(integer)
        case .exact(let number), .number(let number, _), .amount(let number): self = .number(number)
        case .flag(let flag): self = .flag(flag)
        }
    }

    /// The rows as objects, with these keys or with all.
    static func objects<Row: Encodable>(_ rows: [Row], keys: [String]?) throws -> [[String: JSONValue]] {
        let all = try ReportCoder.decode([[String: JSONValue]].self, from: ReportCoder.encode(rows))
        guard let keys = keys.map(Set.init) else { return all }
        return all.map { row in row.filter { keys.contains($0.key) } }
    }
}
