/// What of a column stands for many rows.
public enum Aggregate: Sendable, Equatable {
    /// Numbers: the sum of those known.
    case sum
    /// Numbers: the median of those known.
    case median
    /// Yes or no: how many of the rows say yes.
    case yes
}
