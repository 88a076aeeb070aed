/// How Giga Maps would colour a school by its line.
///
/// Source: the live layer of maps.giga.global, whose global benchmark is 20 Mbps (unicef/giga-maps-backend, the layer's
/// `global_benchmark` of 20000000 bps): good above it, moderate from 1 Mbps, bad below, unknown without data. Giga colours the
/// mean of one week; this is the median of the period asked for, of all tests that count.
public enum GigaClass: String, Codable, Sendable, CaseIterable {
    case good
    case moderate
    case bad
    case unknown

    public init(_ history: LineHistory) {
        let atLeast = history.downloadAtLeastMbps ?? 0
        switch history.all.downloadMbps {
        case _ where atLeast > 20: self = .good
        case let median? where median > 20: self = .good
        case let median? where median < 1: self = .bad
        case .some: self = .moderate
        case nil: self = .unknown
        }
    }
}
