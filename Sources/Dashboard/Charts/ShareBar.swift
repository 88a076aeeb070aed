/// One bar of parts that make a whole, such as schools by line class, with its legend: each part has its mark, its count and its
/// share in words.
public struct ShareBar: Sendable, Equatable {
    public struct Part: Sendable, Equatable {
        public var lineClass: LineClass
        public var name: String
        public var count: Int

        public init(_ lineClass: LineClass, name: String, count: Int) {
            self.lineClass = lineClass
            self.name = name
            self.count = count
        }
    }

    private static let width = 640.0
    private static let barHeight = 28.0
    private static let rowHeight = 22.0

    public var id: String
    public var title: String
    public var parts: [Part]

    public init(id: String, title: String, parts: [Part]) {
        self.id = id
        self.title = title
        self.parts = parts
    }

    public func svg(_ wording: Wording) -> String {
        let total = parts.reduce(0) { $0 + $1.count }
        func label(_ part: Part) -> String {
            let share = total == 0 ? 0 : Double(part.count) / Double(total)
            return "\(part.name): \(wording.number(part.count)) (\(wording.percent(share)))"
        }
        var content = ""
        var x = 0.0
        for part in parts where part.count > 0 {
            let width = Self.width * Double(part.count) / Double(total)
            content += SVG.rectangle(
                x: x, y: 0, width: width, height: Self.barHeight, fill: part.lineClass.colour, stroke: "#222")
            if width > 24 { content += part.lineClass.mark(x: x + width / 2, y: Self.barHeight / 2, size: 6) }
            x += width
        }
        if total == 0 {
            content += SVG.rectangle(
                x: 0, y: 0, width: Self.width, height: Self.barHeight, fill: "none", stroke: "#767676")
        }
        for (row, part) in parts.enumerated() {
            let y = Self.barHeight + Self.rowHeight * Double(row) + 18
            content += part.lineClass.mark(x: 8, y: y - 4) + SVG.text(label(part), x: 22, y: y, size: 14)
        }
        return SVG.drawing(
            id: id, title: title, description: parts.map(label).joined(separator: "; "), width: Self.width,
            height: Self.barHeight + Self.rowHeight * Double(parts.count) + 8, content)
    }
}
