internal import Glibc

/// What a budget is charged: capital alone, or capital and the yearly cost of some years in today's money.
public struct CostBasis: Sendable, Equatable {
    /// 0 charges capital alone.
    public var years: Int
    /// A year, as a share: 0.08 is 8 %.
    public var discount: Double
    /// Value added tax on all costs, as a share.
    public var vat: Double

    public init(years: Int = 0, discount: Double = 0, vat: Double = 0) {
        self.years = years
        self.discount = discount
        self.vat = vat
    }

    /// What one unit of money each year, at each year's end, is worth today: (1 - (1 + r)^-n) / r, and n where r is 0.
    public var annuity: Double {
        guard discount > 0 else { return Double(years) }
        return (1 - pow(1 + discount, -Double(years))) / discount
    }

    public func cost(_ capital: Double, yearly: Double = 0) -> Double {
        (capital + yearly * annuity) * (1 + vat)
    }
}
