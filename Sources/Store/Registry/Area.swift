/// A country, region or district as a list of areas has it.
public struct Area: Sendable, Hashable {
    public var path: AreaPath
    /// The official code, such as that of Kazakhstan's classifier KATO.
    public var code: String?
    /// What it is called besides the path.
    public var names: Names

    public init(path: AreaPath, code: String? = nil, names: Names = Names()) {
        self.path = path
        self.code = code
        self.names = names
    }

    public enum Level: String, Codable, Sendable, CaseIterable {
        case country, region, district
    }

    public var level: Level {
        switch path.parts.count {
        case 1: .country
        case 2: .region
        default: .district
        }
    }

    /// Whether `text` is its code or one of its names, whatever their case.
    public func isCalled(_ text: String) -> Bool {
        let asked = text.lowercased()
        return [code, names.kk, names.ru, names.en].contains { $0?.lowercased() == asked }
    }
}
