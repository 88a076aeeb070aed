/// Reads budgets: `district, funder, year, amount, earmark`.
public struct BudgetTableReader: TableReader {
    /// A row: money of one funder for one year.
    public struct Budget: Sendable, Equatable {
        /// A district's name or path; nil for any.
        public var district: String?
        public var funder: String?
        public var year: Int?
        public var amount: Double
        /// What it is for: a room's kind, a category, or `running`; nil for any purchase.
        public var earmark: String?
    }

    public init() {}

    public var columns: Set<String> { ["district", "funder", "year", "amount", "earmark"] }

    public func missing(in table: TableSource) -> [String] {
        table.hasColumn("amount") ? [] : ["no column \"amount\""]
    }

    public func value(_ reader: inout RowReader) -> Budget? {
        let district = reader.text(["district"])
        let funder = reader.text(["funder"])
        let year = reader.count(["year"], upTo: 2_200)
        if let year, year < 1_990 { reader.fault("year", "\(year) is no year from 1990 to 2200") }
        if reader.raw(["amount"]) == nil { reader.fault("amount", "is empty") }
        let amount = reader.number(["amount"], in: 0...1e15, unit: "money")
        let earmark = reader.text(["earmark"])
        guard reader.problems.isEmpty, let amount else { return nil }
        return Budget(district: district, funder: funder, year: year, amount: amount, earmark: earmark)
    }
}
