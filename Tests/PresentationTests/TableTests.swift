import Presentation
import Testing

@Suite("Tables and CSV")
struct TableTests {
    struct Row {
        var name: String?
        var count: Int
        var rate: Double?
    }

    let columns: [Column<Row>] = [
        Column("School", key: "school") { .text($0.name) },
        Column("PCs", key: "pcs") { .integer($0.count) },
        Column("Mbps", key: "mbps") { .tenths($0.rate) },
    ]

    @Test("numbers stand right, unknowns are dashes, Kazakh letters take one column")
    func aligned() {
        let rows = [Row(name: "Әйтеке би", count: 7, rate: 19.26), Row(name: nil, count: 120, rate: nil)]
        #expect(
            TextTable.render(rows, columns: columns) == """
                School     PCs  Mbps
                Әйтеке би    7  19.3
                -          120     -

                """)
    }

    @Test("a narrow terminal cuts the widest column and says so")
    func narrow() {
        let rows = [Row(name: String(repeating: "мектеп", count: 8), count: 1, rate: 2)]
        let lines = TextTable.render(rows, columns: columns, width: 30).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 30 })
        #expect(lines[1].contains("…"))
    }

    @Test("sentences go over several lines, of a reader's width or of the terminal's, and nothing of them is cut")
    func prose() {
        let told: [Column<Row>] = [columns[0].prose, columns[1]]
        let sentence = Array(repeating: "The line is slow.", count: 8).joined(separator: " ")
        let rows = [Row(name: sentence, count: 12), Row(name: "short", count: 3)]
        for (width, longest) in [(nil, 77), (40, 40)] as [(Int?, Int)] {
            let lines = TextTable.render(rows, columns: told, width: width).split(separator: "\n").map(String.init)
            #expect(lines.allSatisfy { $0.count <= longest } && lines[1].hasSuffix("  12"))
            let words = lines.dropFirst().dropLast().flatMap { $0.split(separator: " ") }.filter { $0 != "12" }
            #expect(words.joined(separator: " ") == sentence)
            #expect(lines.last?.hasPrefix("short ") == true)
        }
    }

    @Test("headings go over several lines before anything is cut, and are those of the language")
    func headings() {
        let wide: [Column<Row>] = [
            Column(Heading("School", kk: "Мектеп", ru: "Школа"), key: "school") { .text($0.name) },
            Column(Heading("Down at least Mbps", kk: "x", ru: "Приём не менее Мбит/с"), key: "mbps") {
                .tenths($0.rate)
            },
        ]
        let rows = [Row(name: "Абай атындағы мектеп", count: 1, rate: 19.26)]
        #expect(
            TextTable.render(rows, columns: wide, width: 30) == """
                                       Down at
                                         least
                School                    Mbps
                Абай атындағы мектеп      19.3

                """)
        #expect(
            TextTable.render([], columns: wide, width: 100, language: \.ru) == "Школа  Приём не менее Мбит/с\n")
    }

    @Test(
        "what could steer a terminal is spelled out",
        arguments: [
            ("a\u{1b}[31mb", "a\\u{1b}[31mb"), ("a\nb", "a\\u{a}b"), ("a\u{202e}b", "a\\u{202e}b"),
            ("a\u{85}b", "a\\u{85}b"), ("a\u{2028}b", "a\\u{2028}b"), ("Ә й№<script>", "Ә й№<script>"),
        ])
    func harmless(text: String, shown: String) {
        #expect(DisplayText.harmless(text) == shown)
    }

    @Test(
        "CSV quotes what it must and defuses formulas",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
            ("=cmd|' /C'!A0", "'=cmd|' /C'!A0"),
            ("-1+2", "'-1+2"), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), ("@x,y", "\"'@x,y\""),
        ])
    func fields(text: String, written: String) {
        #expect(CSVText.record([.text(text), .integer(-3)]) == written + ",-3\r\n")
    }

    @Test(
        "decimals are rounded, not cut",
        arguments: [(0.05, "0.1"), (-0.04, "0.0"), (19.96, "20.0"), (-2.25, "-2.3"), (1e18, "1e+18"), (.nan, "nan")])
    func decimals(number: Double, shown: String) {
        #expect(Cell.tenths(number).plain == shown)
    }

    @Test("wide and combining characters take their columns")
    func widths() {
        #expect(DisplayText.width(of: "机器人") == 6)
        #expect(DisplayText.width(of: "e\u{301}") == 1)
        #expect(DisplayText.fitted("机器人", columns: 5) == "机器…")
    }
}

@Suite("What a table and CSV say differently")
struct RecordTests {
    @Test("CSV has plain figures under JSON's keys, a table what a person reads")
    func records() {
        let columns = [
            Column<Int>("Sent MB", record: [("bytes_sent", { .integer($0) })]) { .tenths(Double($0) / 1e6) },
            Column<Int>("Ids", record: [("vendor_id", { _ in .text("1d6b") }), ("product_id", { _ in .text("0002") })])
            {
                _ in .text("1d6b:0002")
            },
        ]
        #expect(
            CSVText.render([2_345_678], columns: columns)
                == "bytes_sent,vendor_id,product_id\r\n2345678,1d6b,0002\r\n")
        #expect(TextTable.render([2_345_678], columns: columns) == "Sent MB  Ids\n    2.3  1d6b:0002\n")
        #expect([0.034, 0.5, 1.26, nil].map { Cell.milliseconds($0).plain } == ["0.03", "0.50", "1.3", ""])
        #expect(Cell.exact(0.0125).plain == "0.0125")
    }
}
