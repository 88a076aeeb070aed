internal import FoundationEssentials
internal import Presentation
internal import Reports

/// Any JSON value: a row by its keys, whatever its type.
enum RowValue: Codable, Sendable, Equatable {
    case null
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case array([RowValue])
    case object([String: RowValue])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let integer = try? value.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let array = try? value.decode([RowValue].self) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: RowValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .integer(let integer): try container.encode(integer)
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .array(let values): try container.encode(values)
        case .object(let values): try container.encode(values)
        }
    }

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
    static func objects<Row: Encodable>(_ rows: [Row], keys: [String]?) throws -> [[String: RowValue]] {
        let all = try ReportCoder.decode([[String: RowValue]].self, from: ReportCoder.encode(rows))
        guard let keys = keys.map(Set.init) else { return all }
        return all.map { row in row.filter { keys.contains($0.key) } }
    }
}
