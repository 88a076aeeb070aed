/// What a line gave, day by day or hour by hour, against what its norm asks, with lessons shaded.
public struct LineChart: Sendable, Equatable {
    public struct Point: Sendable, Equatable {
        /// In columns of the chart, from 0.
        public var column: Int
        public var mbps: Double
        /// Whether it was measured in lessons, which decides its mark.
        public var inLessons: Bool

        public init(column: Int, mbps: Double, inLessons: Bool) {
            self.column = column
            self.mbps = mbps
            self.inLessons = inLessons
        }
    }

    public struct Label: Sendable, Equatable {
        public var column: Int
        public var text: String

        public init(column: Int, text: String) {
            self.column = column
            self.text = text
        }
    }

    private static let width = 680.0
    private static let height = 260.0
    private static let left = 48.0
    private static let top = 26.0
    private static let bottom = 34.0

    public var id: String
    public var title: String
    public var description: String
    public var columns: Int
    public var points: [Point]
    /// Columns in which lessons were.
    public var lessons: Set<Int>
    public var normMbps: Double?
    /// What stands below some of the columns.
    public var labels: [Label]

    public init(
        id: String, title: String, description: String, columns: Int, points: [Point], lessons: Set<Int>,
        normMbps: Double?, labels: [Label]
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.columns = columns
        self.points = points
        self.lessons = lessons
        self.normMbps = normMbps
        self.labels = labels
    }

    public func svg(_ wording: Wording) -> String {
        let steps = SVG.steps(upTo: max(normMbps ?? 0, points.map(\.mbps).max() ?? 0))
        let highest = steps.last ?? 1
        let plotHeight = Self.height - Self.top - Self.bottom
        let columnWidth = (Self.width - Self.left - 8) / Double(max(1, columns))
        func y(_ mbps: Double) -> Double { Self.top + plotHeight * (1 - min(mbps, highest) / highest) }
        func x(_ column: Int) -> Double { Self.left + columnWidth * (Double(column) + 0.5) }
        var content = ""
        for column in lessons.sorted() where (0..<columns).contains(column) {
            content += SVG.rectangle(
                x: x(column) - columnWidth / 2, y: Self.top, width: columnWidth, height: plotHeight, fill: "#E4EEF6")
        }
        for step in steps {
            content += SVG.line(Self.left, y(step), Self.width - 8, y(step), stroke: "#D0D0D0")
            content += SVG.text(
                wording.number(step, decimals: step == step.rounded() ? 0 : 1), x: Self.left - 6, y: y(step) + 4,
                anchor: "end")
        }
        content += SVG.text(wording("unit.mbps"), x: 0, y: 11, size: 11)
        for label in labels {
            content += SVG.text(label.text, x: x(label.column), y: Self.height - 16, anchor: "middle", size: 11)
        }
        for point in points {
            content +=
                point.inLessons
                ? "<circle cx=\"\(SVG.number(x(point.column)))\" cy=\"\(SVG.number(y(point.mbps)))\" r=\"3.5\" "
                    + "fill=\"#0B4F82\"/>"
                : Self.triangle(x(point.column), y(point.mbps))
        }
        if let normMbps {
            content += SVG.line(
                Self.left, y(normMbps), Self.width - 8, y(normMbps), stroke: "#B00020", width: 2, dashes: "7 4")
            content += SVG.text(
                wording("chart.norm", ["mbps": wording.mbps(normMbps) ?? ""]), x: Self.width - 12,
                y: max(Self.top + 11, y(normMbps) - 5), anchor: "end", bold: true)
        }
        return SVG.drawing(
            id: id, title: title, description: description, width: Self.width, height: Self.height, content)
    }

    /// Hollow, so that it differs from a dot in print, too.
    private static func triangle(_ x: Double, _ y: Double) -> String {
        let points = [(0.0, -4.5), (4.2, 3.5), (-4.2, 3.5)].map { "\(SVG.number(x + $0.0)),\(SVG.number(y + $0.1))" }
        return
            "<polygon points=\"\(points.joined(separator: " "))\" fill=\"#FFF\" stroke=\"#7A3E00\" stroke-width=\"1.5\"/>"
    }
}
