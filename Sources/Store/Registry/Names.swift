/// The languages of names and headings.
public enum Language: String, Codable, Sendable, CaseIterable {
    case kk
    case ru
    case en
}

/// A name in Kazakh, Russian and English, as far as each is known.
public struct Names: Codable, Sendable, Hashable {
    public var kk: String?
    public var ru: String?
    public var en: String?

    public init(kk: String? = nil, ru: String? = nil, en: String? = nil) {
        self.kk = kk
        self.ru = ru
        self.en = en
    }

    /// As in the files that schools are imported from, beside a school's other keys.
    enum CodingKeys: String, CodingKey {
        case kk = "name_kk"
        case ru = "name_ru"
        case en = "name_en"
    }

    /// Every key always: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(kk, forKey: .kk)
        try values.encode(ru, forKey: .ru)
        try values.encode(en, forKey: .en)
    }

    public var isEmpty: Bool { kk == nil && ru == nil && en == nil }

    /// The name in `language`, or else in the first of en, ru, kk that there is; empty when there is none.
    public func preferred(_ language: Language) -> String {
        let asked: String? =
            switch language {
            case .kk: kk
            case .ru: ru
            case .en: en
            }
        return asked ?? en ?? ru ?? kk ?? ""
    }
}
