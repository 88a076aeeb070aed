public import Store

/// A school's lines in one of four classes, each with a colour and a shape of its own.
///
/// Giga's classes, in its colour-blind palette: a school is as good as the best of its lines.
public enum LineClass: String, Sendable, CaseIterable {
    case good, moderate, bad, unknown

    /// - Parameter rows: all lines of one school.
    public init(_ rows: [LineRow]) {
        let classes = Set(rows.map(\.gigaClass))
        self = Self.allCases.first { one in classes.contains { $0.rawValue == one.rawValue } } ?? .unknown
    }

    /// Of Giga Maps' colour-blind set.
    public var colour: String {
        switch self {
        case .good: "#009E73"
        case .moderate: "#F0E442"
        case .bad: "#D55E00"
        case .unknown: "#CC79A7"
        }
    }

    /// A shape of about 10 by 10 units around a point, for whom colours tell nothing.
    func mark(x: Double, y: Double, size: Double = 5) -> String {
        let attributes = "fill=\"\(colour)\" stroke=\"#222\" stroke-width=\"1\""
        func path(_ points: [(Double, Double)]) -> String {
            let text = points.map { "\(SVG.number(x + $0.0 * size)),\(SVG.number(y + $0.1 * size))" }
            return "<polygon points=\"\(text.joined(separator: " "))\" \(attributes)/>"
        }
        return switch self {
        case .good: "<circle cx=\"\(SVG.number(x))\" cy=\"\(SVG.number(y))\" r=\"\(SVG.number(size))\" \(attributes)/>"
        case .moderate: path([(-1, -1), (1, -1), (1, 1), (-1, 1)])
        case .bad: path([(0, -1.1), (1.1, 0.9), (-1.1, 0.9)])
        case .unknown: path([(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)])
        }
    }
}
