import Dashboard
import Foundation
import Store
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct ChartTests {
    /// A drawing that is no well-formed XML would break the page around it, or show half of itself.
    private func elements(_ svg: String) throws -> [String: [[String: String]]] {
        let reader = Reader()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
        return reader.found
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var found: [String: [[String: String]]] = [:]

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            found[name, default: []].append(attributes)
        }
    }

    @Test func aBarShowsEachPartByColourShapeAndWords() throws {
        let wording = try CatalogueTests.wording(.en)
        let bar = ShareBar(
            id: "b", title: "Schools <by> class",
            parts: LineClass.allCases.enumerated().map { ShareBar.Part($1, name: "\($1)", count: [60, 25, 15, 0][$0]) })
        let svg = bar.svg(wording)
        let found = try elements(svg)
        #expect(found["svg"]?.first?["role"] == "img")
        #expect(found["svg"]?.first?["aria-labelledby"] == "b-title b-desc")
        #expect(found["title"]?.count == 1 && found["desc"]?.count == 1)
        #expect(found["rect"]?.map { $0["fill"] } == ["#009E73", "#F0E442", "#D55E00"])
        let widths = try #require(found["rect"]).compactMap { $0["width"].flatMap(Double.init) }
        #expect(abs(widths.reduce(0, +) - 640) < 0.5)
        #expect(svg.contains("good: 60 (60%)") && svg.contains("unknown: 0 (0%)"))
        #expect(!svg.contains("style="))
    }

    @Test func aBarOfNothingIsWhole() throws {
        let wording = try CatalogueTests.wording(.ru)
        let svg = ShareBar(id: "b", title: "", parts: LineClass.allCases.map { .init($0, name: "\($0)", count: 0) })
            .svg(wording)
        #expect(try elements(svg)["svg"]?.count == 1)
        #expect(!svg.contains("nan") && !svg.contains("inf"))
    }

    @Test(arguments: [nil, 20, 0.001, 1e9])
    func aLineStaysWithinItsDrawing(norm: Double?) throws {
        let wording = try CatalogueTests.wording(.kk)
        let points = [(0, 0.0), (3, 12.5), (60, 1e9), (10, 20)].map {
            LineChart.Point(column: $0.0, mbps: $0.1, inLessons: $0.0 % 2 == 0)
        }
        let chart = LineChart(
            id: "c", title: "t", description: "\"d\" & more", columns: 61, points: points, lessons: [0, 60, 99],
            normMbps: norm, labels: [.init(column: 0, text: "01.09")])
        let found = try elements(chart.svg(wording))
        let dots = try #require(found["circle"])
        #expect(dots.count == 3)
        #expect(found["polygon"]?.count == 1)
        // Two columns of lessons; the third is none of the chart's.
        #expect(found["rect"]?.count == 2)
        for dot in dots {
            let (x, y) = (Double(dot["cx"] ?? "") ?? -1, Double(dot["cy"] ?? "") ?? -1)
            #expect((0...680).contains(x) && (0...260).contains(y), "\(dot)")
        }
        #expect(found["line"]?.contains { $0["stroke-dasharray"] != nil } == (norm != nil))
    }
}
