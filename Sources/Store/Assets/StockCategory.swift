public import Reports

/// What stock is counted by: computers, and the categories of what is attached to them.
public enum StockCategory: Sendable, Hashable {
    case computer
    case device(Reports.Category)
}

extension StockCategory: RawRepresentable, Codable {
    /// `computer`, or a category's wire name.
    public init?(rawValue: String) {
        if rawValue == "computer" {
            self = .computer
        } else if let category = Reports.Category(rawValue: rawValue) {
            self = .device(category)
        } else {
            return nil
        }
    }

    public var rawValue: String {
        switch self {
        case .computer: "computer"
        case .device(let category): category.rawValue
        }
    }

    /// Whether such a thing may be somebody's own: its serial is then kept as a hash alone.
    public var isPersonal: Bool {
        switch self {
        case .computer: true
        case .device(let category): category.isPersonal
        }
    }
}

extension StockCategory: CaseIterable {
    public static var allCases: [StockCategory] { [.computer] + Reports.Category.allCases.map(Self.device) }
}
