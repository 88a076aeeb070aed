internal import Reports
internal import Synchronization

/// What line tests may do by the settings in force: read anew only when those change, so that each mistake is told once.
final class LineTestOptionsCache: Sendable {
    private let environment: [String: String]
    private let complain: @Sendable (String) -> Void
    private let kept = Mutex<(region: RegionSettings?, options: LineTestOptions)?>(nil)

    init(environment: [String: String], complain: @escaping @Sendable (String) -> Void) {
        self.environment = environment
        self.complain = complain
    }

    func options(under region: RegionSettings?) -> LineTestOptions {
        kept.withLock { kept in
            if let kept, kept.region == region { return kept.options }
            let options = LineTestOptions(environment: environment, region: region, complain: complain)
            kept = (region, options)
            return options
        }
    }
}
