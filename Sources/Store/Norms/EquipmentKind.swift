internal import Reports

/// What a norm asks for: computers, what is attached to them, and networks, which no cable of a computer shows.
public enum EquipmentKind: Sendable, Hashable {
    case stock(StockCategory)
    /// Switch, cabling, sockets: the school's wired network as a whole, or its parts as the item's `spec` says.
    case localNetwork
    case wifi
}

extension EquipmentKind: RawRepresentable, Codable, CaseIterable {
    /// A category of stock, `local_network` or `wifi`; `unknown` is nothing that can be asked for.
    public init?(rawValue: String) {
        switch rawValue {
        case "local_network": self = .localNetwork
        case "wifi": self = .wifi
        case "unknown": return nil
        default:
            guard let category = StockCategory(rawValue: rawValue) else { return nil }
            self = .stock(category)
        }
    }

    public var rawValue: String {
        switch self {
        case .stock(let category): category.rawValue
        case .localNetwork: "local_network"
        case .wifi: "wifi"
        }
    }

    public static var allCases: [EquipmentKind] {
        StockCategory.allCases.filter { $0 != .device(.unknown) }.map(Self.stock) + [.localNetwork, .wifi]
    }

    /// Whether agents count its pieces; of a network they tell at best that there is one.
    public var isSeenByComputers: Bool {
        switch self {
        case .stock: true
        case .localNetwork, .wifi: false
        }
    }

    /// What a thing bought as this may be counted as.
    var mayBeCountedAs: Set<StockCategory> {
        switch self {
        case .stock(.computer): [.computer]
        case .stock(.device(let category)): Set(category.mayBeSeenAs.map(StockCategory.device))
        case .localNetwork, .wifi: []
        }
    }
}
