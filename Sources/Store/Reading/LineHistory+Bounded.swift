extension LineHistory {
    /// Downloads of which some are only what the line gives at least: their median is known to lie between two figures.
    public struct Bounded: Sendable, Equatable {
        /// Tests with a download figure, how many of them are such bounds, and on how many days all ran.
        public var count = 0
        public var bounds = 0
        public var days = 0
        /// With every bound taken as the figure: no true median is below it.
        public var lowMbps: Double?
        /// With every bound taken as beyond all figures: no true median is above it. Infinite where bounds are the most.
        public var highMbps: Double?

        public init() {}

        init(_ samples: [LineSample]) {
            let measured = samples.filter { $0.downloadMbps != nil }
            count = measured.count
            bounds = measured.count { $0.leftOut != nil }
            days = Set(measured.map(\.day)).count
            lowMbps = Statistics.median(measured.compactMap(\.downloadMbps))
            let settled = measured.filter { $0.leftOut == nil }.compactMap(\.downloadMbps).sorted()
            let middle = count / 2
            highMbps =
                count == 0
                ? nil
                : settled.count <= middle
                    ? .infinity
                    : count.isMultiple(of: 2) ? (settled[middle - 1] + settled[middle]) / 2 : settled[middle]
        }
    }
}
