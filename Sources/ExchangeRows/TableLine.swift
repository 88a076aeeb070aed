/// One line of the language between `parta` and `parta-exchange`: JSON, a header first, then rows, then the end.
///
/// A stream without its end is one whose writer did not come to it.
public enum TableLine: Equatable, Sendable {
    case header(TableHeader)
    case row(TableRow)
    /// With the number of rows before it.
    case end(Int)
}

extension TableLine: Codable {
    enum CodingKeys: String, CodingKey {
        case header, row, end
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let row = try values.decodeIfPresent(TableRow.self, forKey: .row) {
            self = .row(row)
        } else if let header = try values.decodeIfPresent(TableHeader.self, forKey: .header) {
            self = .header(header)
        } else {
            self = .end(try values.decode(Int.self, forKey: .end))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .header(let header): try values.encode(header, forKey: .header)
        case .row(let row): try values.encode(row, forKey: .row)
        case .end(let rows): try values.encode(rows, forKey: .end)
        }
    }
}
