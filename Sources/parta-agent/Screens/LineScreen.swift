internal import Presentation
internal import Reports

/// One line test on one screen: for whom it is fast enough, whose fault it is, and the figures below. No I/O.
struct LineScreen {
    var test: LineTest
    var norm = LineNorm.kazakhstan
    var pupils: Int?
    /// Whether a router stands between this computer and the server; nil where nobody looked.
    var hasRouter: Bool?

    /// Lines of at most 100 columns where no name is longer than usual, each with its line feed.
    var text: String {
        let head = [serves, LineCauseSentence(test: test, hasRouter: hasRouter).text] + LineWarnings.sentences(test)
        let rows = LineFigures(test: test).rows
        let width = rows.map { DisplayText.width(of: $0.0) }.max() ?? 0
        let figures = rows.map { name, words in
            "  " + name + String(repeating: " ", count: width - DisplayText.width(of: name)) + "  " + words
        }
        return (head.compactMap(\.self) + [""] + figures).map { DisplayText.harmless($0) + "\n" }.joined()
    }

    /// For how many pupils it is enough at the norm's share, and what the norm asks.
    private var serves: String? {
        guard let mbps = test.downloadMbps else {
            return test.uploadMbps == nil ? "The line could not be measured." : "The download could not be measured."
        }
        let served = norm.pupilsServed(byMbps: mbps)
        let required = norm.requiredMbps(pupils: pupils)
        let asked = Cell.rate(required).short
        let got = Cell.rate(mbps).short
        guard let pupils else {
            guard mbps >= required else {
                return
                    "Fast enough for \(served) pupils at the norm's share; but the norm asks at least \(asked) Mbps, and "
                    + "this is \(got)."
            }
            return "Fast enough for \(served) pupils; the norm asks \(asked) Mbps"
                + (served > Int(norm.floorMbps * norm.pupilsPerMbps) ? " and more for larger schools." : ".")
        }
        if mbps >= required {
            return "Fast enough for \(served) pupils: the norm asks \(asked) Mbps for \(pupils), and this is \(got)."
        }
        return "Too slow: the norm asks \(asked) Mbps for \(pupils) pupils, and this is \(got)"
            + ((1..<pupils).contains(served) ? ", enough for \(served)." : ".")
    }
}

extension Cell {
    /// A rate in Mbps: two decimals below 1, where one would say nothing.
    static func rate(_ mbps: Double) -> Cell { .number(mbps, decimals: mbps < 1 ? 2 : 1) }

    /// `plain` without a decimal that says nothing.
    var short: String { plain.hasSuffix(".0") ? String(plain.dropLast(2)) : plain }
}
