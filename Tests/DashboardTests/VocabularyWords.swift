import Reports
import Store

/// The words that lists answer with, where a page has to have names for them.
enum VocabularyWords {
    static let verdicts = LineVerdict.allCases.map(\.rawValue)
    static let remedies = LineRemedy.allCases.map(\.rawValue)
    static let categories = StockCategory.allCases.map(\.rawValue)
    static let media = LineMedium.allCases.map(\.rawValue)
    static let states = AssetState.allCases.map(\.rawValue)
}
