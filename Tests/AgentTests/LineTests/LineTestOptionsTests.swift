import LineTesting
import Testing

@testable import Agent

struct LineTestOptionsTests {
    @Test(
        arguments: [
            ("", nil),
            ("http://region.example/generate_204", PortalProbe.Page(host: "region.example", path: "/generate_204")),
            ("https://region.example/generate_204", nil), ("region.example", nil),
        ] as [(String, PortalProbe.Page?)])
    func thePortalsPageIsPlainHTTPOrLeftOutWithAWord(text: String, page: PortalProbe.Page?) {
        var complaints: [String] = []
        let options = LineTestOptions(environment: ["PARTA_PORTAL_CHECK": text]) { complaints.append($0) }
        #expect(options.portalPage == page)
        #expect(complaints.filter { $0.contains("PARTA_PORTAL_CHECK") }.isEmpty == (page != nil || text.isEmpty))
    }
}
