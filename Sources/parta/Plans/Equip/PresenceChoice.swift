internal import ArgumentParser
internal import Store

/// By which word of what is there a plan goes.
enum PresenceChoice: String, CaseIterable, ExpressibleByArgument {
    /// What was seen lately, and nothing else.
    case verified
    /// What is on the books too, unless something tells against it: all there is to go by before there are agents.
    case registered
    /// Of what only the books tell, the share that no live agent of the school could have seen.
    case best

    /// - Parameter coverage: live agents of all computers of the school; nil where it has none.
    func present(_ range: StockRange, coverage: Double?) -> Int {
        switch self {
        case .verified: range.low
        case .registered: range.high
        case .best: range.low + Int((Double(range.high - range.low) * (1 - (coverage ?? 0))).rounded())
        }
    }
}
