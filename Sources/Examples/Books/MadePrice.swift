internal import Reports
internal import Store

/// What things with an inventory number cost, in tenge of nobody's price list.
enum MadePrice {
    /// Nil for what schools do not write down one by one.
    static func of(_ category: StockCategory) -> Double? {
        switch category {
        case .computer: 285_000
        case .device(.tablet): 95_000
        case .device(.interactivePanel): 1_450_000
        case .device(.projector): 320_000
        case .device(.roboticsKit): 210_000
        case .device(.printer): 140_000
        case .device(.printer3D): 390_000
        case .device(.scanner): 80_000
        case .device(.documentCamera): 120_000
        case .device(.microscope): 85_000
        case .device(.labSensor): 60_000
        case .device(.measuringInstrument): 75_000
        case .device(.drawingTablet): 45_000
        default: nil
        }
    }
}
