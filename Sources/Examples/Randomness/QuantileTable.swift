/// A distribution by its quantiles: values at even steps of probability, straight lines between.
///
/// Pupils and speeds have a long tail (about log-normal); a table says so without a logarithm.
struct QuantileTable: Sendable {
    private let values: [Double]

    /// - Parameter values: from the least to the greatest, at least two.
    init(_ values: Double...) { self.values = values }

    func value(at probability: Double) -> Double {
        let place = probability * Double(values.count - 1)
        let step = min(Int(place), values.count - 2)
        return values[step] + (values[step + 1] - values[step]) * (place - Double(step))
    }

    func draw(_ draws: inout Draws) -> Double { value(at: draws.unit()) }
}
