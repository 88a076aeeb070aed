/// Keeps counts of few children from those who could tell the children by them.
///
/// Hidden is every count from 1 to below the threshold, totals included; zero tells of nobody and stays. Where totals are
/// shown, more is hidden until nothing hidden can be computed back (complementary suppression): a sum with one hidden part
/// would give it away, so a group hides two parts or more whose sum is at least twice the threshold, the smallest first, and
/// where it has no more, its total.
///
/// Tables of sums form a tree, where whatever can be computed back can be computed sum by sum: so looking at each sum alone
/// is enough. Two tables over the same children that are cut differently are not one tree: show one of them.
public struct Suppression: Sendable, Equatable {
    /// For whatever leaves the region: exports, a hub, the reading API beyond school scope.
    public static let leavingRegion = Suppression(fewerThan: 5)
    /// For pages without a token.
    public static let publicPages = Suppression(fewerThan: 10)

    /// The smallest count that is shown.
    public var threshold: Int

    public init(fewerThan threshold: Int) {
        self.threshold = threshold
    }

    /// A count of children, and the groups that it is summed in, the widest first: country, region, district.
    public struct Cell: Sendable, Equatable {
        public var groups: [String]
        /// Nil where it is not known; it then enters no sum.
        public var count: Int?

        public init(groups: [String] = [], count: Int?) {
            self.groups = groups
            self.count = count
        }
    }

    /// What may be shown.
    public struct Table: Sendable, Equatable {
        /// By position; nil where it is hidden or was not known.
        public var counts: [Int?]
        /// Which of `counts` are nil because they are hidden.
        public var hidden: Set<Int>
        /// By group, `[]` for the whole; nil inside where it is hidden.
        public var totals: [[String]: Int?]
    }

    /// For a figure that stands alone.
    /// - Returns: nil for one that is hidden.
    public func shown(_ count: Int?) -> Int? { count.flatMap { isSmall($0) ? nil : $0 } }

    /// - Parameter withTotals: whether the sums of the groups, and of the whole, are shown beside the counts.
    public func table(of cells: [Cell], withTotals: Bool) -> Table {
        var sums = SumTree(cells)
        sums.hide(isSmall)
        if withTotals { while sums.complement(threshold: threshold) {} }
        return Table(
            counts: cells.indices.map { sums.isHidden($0) ? nil : cells[$0].count },
            hidden: Set(cells.indices.filter(sums.isHidden)), totals: withTotals ? sums.totals : [:])
    }

    private func isSmall(_ count: Int) -> Bool { (1..<threshold).contains(count) }
}
