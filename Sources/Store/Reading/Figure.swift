/// Figures as they stand in a sentence: no more digits than are known.
enum Figure {
    static func mbps(_ value: Double) -> String { "\(number(value)) Mbps" }

    static func milliseconds(_ value: Double) -> String { "\(number(value)) ms" }

    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    /// One decimal below 100, none from there on and where it would be zero.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        let tenths = Int((value * 10).rounded())
        guard abs(tenths) < 1_000, tenths % 10 != 0 else { return String(Int(value.rounded())) }
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
