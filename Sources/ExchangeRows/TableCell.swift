/// What stands in a cell.
public enum TableCell: Equatable, Sendable {
    case missing
    case text(String)
    case integer(Int)
    case number(Double)

    public static func text(_ text: String?) -> TableCell { text.map { .text($0) } ?? .missing }
    public static func integer(_ number: Int?) -> TableCell { number.map { .integer($0) } ?? .missing }
    public static func number(_ number: Double?) -> TableCell { number.map { .number($0) } ?? .missing }

    /// The plain text of the cell; nil where nothing stands. A number is as short as it can be read back from.
    public var plain: String? {
        switch self {
        case .missing: nil
        case .text(let text): text
        case .integer(let number): String(number)
        case .number(let number):
            number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
        }
    }
}

extension TableCell: Codable {
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .missing
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let number = try? value.decode(Int.self) {
            self = .integer(number)
        } else {
            self = .number(try value.decode(Double.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .missing: try value.encodeNil()
        case .text(let text): try value.encode(text)
        case .integer(let number): try value.encode(number)
        case .number(let number): try value.encode(number)
        }
    }
}
