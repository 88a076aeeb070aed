/// Sums of money in floating point: two ways of adding the same costs may differ in the last bits.
enum Money {
    /// By how much a sum may pass a limit before it counts as passed.
    static func tolerance(_ limit: Double) -> Double { 1e-9 * max(1, abs(limit)) }
}
