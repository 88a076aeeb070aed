/// Pieces of a drawing that stands in a page: everything in it is made here, and text is escaped.
enum SVG {
    /// A length with at most one decimal: a drawing needs no more, and a page is shorter for it.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }

    static func text(
        _ text: String, x: Double, y: Double, anchor: String = "start", size: Double = 12, bold: Bool = false
    ) -> String {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" font-size=\"\(number(size))\""
            + (bold ? " font-weight=\"bold\"" : "") + ">\(HTMLText.escaped(text))</text>"
    }

    static func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, stroke: String = "#767676", width: Double = 1,
        dashes: String? = nil
    ) -> String {
        "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" stroke=\"\(stroke)\""
            + " stroke-width=\"\(number(width))\"" + (dashes.map { " stroke-dasharray=\"\($0)\"" } ?? "") + "/>"
    }

    static func rectangle(
        x: Double, y: Double, width: Double, height: Double, fill: String, stroke: String? = nil
    ) -> String {
        "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(max(0, width)))\""
            + " height=\"\(number(max(0, height)))\" fill=\"\(fill)\"" + (stroke.map { " stroke=\"\($0)\"" } ?? "")
            + "/>"
    }

    /// The whole drawing: it scales with the page, and is read out by its title and description.
    /// - Parameter id: unique within the page.
    static func drawing(
        id: String, title: String, description: String, width: Double, height: Double, _ content: String
    ) -> String {
        """
        <svg class="chart" role="img" aria-labelledby="\(id)-title \(id)-desc" \
        viewBox="0 0 \(number(width)) \(number(height))" font-family="inherit" fill="currentColor">\
        <title id="\(id)-title">\(HTMLText.escaped(title))</title>\
        <desc id="\(id)-desc">\(HTMLText.escaped(description))</desc>\(content)</svg>
        """
    }

    /// Round steps of an axis that reaches a value: 0, 5, 10, ... at most six of them (1, 2 or 5 times a power of ten).
    static func steps(upTo highest: Double) -> [Double] {
        guard highest.isFinite, highest > 0 else { return [0, 1] }
        var step = 1e-3
        for factor in [2, 2.5, 2].cycled where highest / step > 5 { step *= factor }
        var steps = [0.0]
        while let last = steps.last, last < highest { steps.append(Double(steps.count) * step) }
        return steps
    }
}

extension [Double] {
    /// Over and over, as far as any axis reaches.
    fileprivate var cycled: [Double] { (0..<15).flatMap { _ in self } }
}
