import Foundation
import Presentation
import Reports
import Store
import Testing

@testable import Aggregator

@Suite("How rows are shaped before they are written")
struct RowShapeTests {
    static let temir = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Temir")
    static let rows = [
        row("S-1", "Школа №12", temir, pupils: 40, down: 10, latitude: 49.123456789, longitude: 57.1),
        row("S-2", "Школа №2", temir, pupils: nil, down: 30, rural: true),
        row("S-3", "Әйтеке би", AreaPath(country: "Kazakhstan", region: "Aktobe"), pupils: 300, down: nil),
        row("S-4", "Абай", AreaPath(country: "Kazakhstan", region: "Kostanay"), pupils: 7, down: 25, rural: true),
    ]

    private static func row(
        _ id: String, _ name: String, _ area: AreaPath, pupils: Int?, down: Double?, rural: Bool? = nil,
        latitude: Double? = nil, longitude: Double? = nil
    ) -> SchoolRow {
        SchoolRow(
            school: School(
                id: id, names: Names(ru: name), area: area, latitude: latitude, longitude: longitude, pupils: pupils,
                rural: rural, madeUp: true), computers: 2, lastDownloadMbps: down)
    }

    private func text(_ shape: RowShape, _ rows: [SchoolRow] = rows, language: Language = .en) throws -> String {
        try shape.text(
            rows, of: .schools,
            places: Dictionary(uniqueKeysWithValues: rows.map { ($0.school.id, PlaceRow($0.school)) }),
            width: nil, language: language)
    }

    private func ids(_ sort: String...) throws -> String {
        let shape = RowShape(
            sort: try sort.map { try #require(RowSort(text: $0)) }, columns: ["id"], format: .csv)
        return try text(shape).split(separator: "\r\n").dropFirst().map { $0.suffix(1) }.joined()
    }

    @Test("numbers by value, names by the alphabet and the numbers in them, what is not known last either way")
    func sorting() throws {
        #expect(try ids("pupils") == "4132")
        #expect(try ids("pupils:desc") == "3142")
        #expect(try ids("last_download_mbps:desc") == "2413")
        #expect(try ids("name") == "4321")
        #expect(try ids("rural:desc", "name") == "4231")
        #expect(try ids("computers") == "1234", "rows alike keep their order")
    }

    @Test(
        "letters stand as in the alphabet, numbers by their value",
        arguments: [
            ["а", "ә", "б", "г", "ғ", "к", "қ", "н", "ң", "о", "ө", "у", "ұ", "ү", "х", "һ", "ы", "і", "я"],
            ["№2", "№10", "№010 а", "№100"], ["Alga", "алга", "Яик"], ["", "1", "a", "А", "б"],
        ])
    func order(_ names: [String]) {
        #expect(names.reversed().sorted { TextOrder($0) < TextOrder($1) } == names)
    }

    @Test("only the columns asked for, in that order, in every format")
    func columns() throws {
        let (one, keys) = ([Self.rows[0]], ["pupils", "area", "id"])
        #expect(
            try text(RowShape(columns: keys, format: .csv), one)
                == "pupils,area,id\r\n40,Kazakhstan/Aktobe/Temir,S-1\r\n")
        #expect(
            try text(RowShape(columns: keys), one) == """
                Pupils  Area                     School
                    40  Kazakhstan/Aktobe/Temir  S-1

                """)
        let json = try text(RowShape(columns: keys, format: .json), one)
        let object = try #require(try ReportCoder.decode([[String: JSONValue]].self, from: Data(json.utf8)).first)
        #expect(Set(object.keys) == Set(keys) && object["pupils"] == .number(40))
        #expect(object["area"]?["district"] == .text("Temir"))
        let whole = try text(RowShape(format: .json), one)
        #expect(whole == String(decoding: try ReportCoder.encode(one, pretty: true), as: UTF8.self) + "\n")
    }

    @Test("headings are those of the language")
    func headings() throws {
        #expect(try text(RowShape(columns: ["pupils"]), [], language: .kk) == "Оқушылар\n")
        #expect(try text(RowShape(columns: ["pupils"]), [], language: .ru) == "Ученики\n")
    }

    @Test(
        "what a list does not have is refused with what was meant",
        arguments: [
            (RowShape(columns: ["pupil"]), "did you mean pupils?"),
            (RowShape(sort: [RowSort("namee")]), "did you mean name?"),
            (RowShape(columns: ["zzz"]), "it has id, name,"), (RowShape(columns: ["id", "id"]), "twice"),
            (RowShape(grouping: .category), "area, district, school"),
            (RowShape(sort: [RowSort("latitude")], grouping: .area), "no column \"latitude\""),
            (RowShape(grouping: .area, format: .geojson), "no place"),
        ])
    func refused(_ shape: RowShape, _ words: String) throws {
        let failure = #expect(throws: RowShapeFailure.self) { try shape.check(.schools) }
        #expect(failure?.description.contains(words) == true, "\(String(describing: failure))")
        #expect(throws: RowShapeFailure.notMapped(list: "devices")) {
            try RowShape(format: .geojson).check(.devices)
        }
    }

    @Test("groups have counts, sums of what is known, medians, and how many say yes")
    func groups() throws {
        #expect(
            try text(RowShape(sort: [RowSort("rows", descending: true)], grouping: .area, format: .csv))
                == "area,rows,pupils,computers,computers_live,devices,last_download_mbps,last_upload_mbps,rural,made_up\r\n"
                + "Kazakhstan/Aktobe,3,340,6,0,0,20.0,,1,3\r\nKazakhstan/Kostanay,1,7,2,0,0,25.0,,1,1\r\n")
        let json = try text(RowShape(columns: ["area", "pupils"], grouping: .district, limit: 2, format: .json))
        #expect(
            try ReportCoder.decode([[String: JSONValue]].self, from: Data(json.utf8)) == [
                ["area": .text("Kazakhstan/Aktobe"), "pupils": .number(300)],
                ["area": .text("Kazakhstan/Aktobe/Temir"), "pupils": .number(40)],
            ])
        #expect(try text(RowShape(grouping: .school), [Self.rows[0]]).hasPrefix("School  Name       Rows  Pupils"))
        let devices = DeviceRow(
            id: "d", school: "S-1", schoolName: "S", agent: SigningKey().publicKey.agentID, category: .tablet,
            confidence: .likely, rule: "r", bus: .usb, pedagogical: true, attached: true, firstSeen: .now,
            lastSeen: .now,
            daysSeen: 4, minutes: 9)
        let grouped = try RowShape(grouping: .category, format: .csv).text(
            [devices, devices], of: .devices, places: [:], width: nil, language: .en)
        #expect(
            grouped == "category,rows,attached,serial_doubtful,days_seen,pedagogical,external,minutes\r\n"
                + "tablet,2,2,0,4.0,2,0,18\r\n")
    }

    @Test("a map has a point where the place is known, and says what is made up")
    func map() throws {
        let map = try text(RowShape(columns: ["id"], limit: 2, format: .geojson))
        let collection = try ReportCoder.decode(JSONValue.self, from: Data(map.utf8))
        #expect(collection["type"] == .text("FeatureCollection"))
        #expect(collection["bbox"]?.array == [57.1, 49.123457, 57.1, 49.123457].map { .number($0) })
        let features = try #require(collection["features"]?.array)
        #expect(features.count == 2)
        #expect(features[0]["geometry"]?["coordinates"]?.array == [57.1, 49.123457].map { .number($0) })
        #expect(features[0]["properties"] == .object(["id": .text("S-1"), "made_up": .flag(true)]))
        #expect(features[1]["geometry"] == .null)
    }

    @Test("no place on Earth is no point, and a list without points has no bounds")
    func nowhere() throws {
        let rows = [Self.row("S-5", "x", Self.temir, pupils: 1, down: 1, latitude: 91, longitude: 10)]
        let collection = try ReportCoder.decode(
            JSONValue.self, from: Data(try text(RowShape(format: .geojson), rows).utf8))
        #expect(collection["features"]?.array?.first?["geometry"] == .null)
        #expect(collection["bbox"] == nil)
    }
}

@Suite("The lists' columns")
struct RowListTests {
    private func check<Row>(_ list: RowList<Row>) {
        let columns = list.columns + list.details
        let keys = columns.flatMap(\.record).map(\.key)
        #expect(Set(keys).count == keys.count, "\(list.name)")
        #expect(Set(keys) == RowSchema(of: list.endpoint).keyNames, "\(list.name)")
        for heading in columns.map(\.heading) {
            for text in [heading.kk, heading.ru] {
                #expect(
                    text.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }, "\(list.name): \(heading.en)")
            }
            #expect(heading.en.unicodeScalars.allSatisfy { $0.isASCII })
        }
    }

    @Test("each has every key of JSON once, with a heading in three languages")
    func complete() {
        check(.schools)
        check(.places)
        check(.rooms)
        check(.assets)
        check(.stock)
        check(.coverage)
        check(.programmes(by: .programme))
        check(.stages(by: .programme))
        check(.indicators(by: .school))
        check(.computers)
        check(.devices)
        check(.lines)
        check(.slots)
        check(.gateways)
        check(.platforms)
        check(.agents)
        check(.enrollments)
    }
}
