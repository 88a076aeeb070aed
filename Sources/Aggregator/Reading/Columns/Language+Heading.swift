public import Presentation
public import Store

extension Language {
    /// Which of a heading's three texts is read.
    public var heading: KeyPath<Heading, String> {
        switch self {
        case .kk: \.kk
        case .ru: \.ru
        case .en: \.en
        }
    }
}
