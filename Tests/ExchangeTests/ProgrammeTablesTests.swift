import Exchange
import Foundation
import Reports
import Store
import Testing

@Suite("Programmes, deliveries, indicators and milestones from CSV")
struct ProgrammeTablesTests {
    private let hash = SerialHash(key: Data(repeating: 3, count: 32))

    private func problems(_ read: (Data) throws -> Void, _ text: String) -> String {
        let failure = #expect(throws: ImportFailure.self) { try read(Data(text.utf8)) }
        return failure?.description ?? ""
    }

    @Test("programmes are read with their schools")
    func programmes() throws {
        let text =
            "id;name_kk;name_en;funder;starts_on;ends_on;schools;extra\nTAB;Планшеттер;Tablets;F;2025-01-01;;A-1 A-2;x\n"
        let content = try ProgrammesCSV.read(TableSource(Data(text.utf8), file: "p.csv"))
        #expect(
            content.values == [
                Programme(
                    id: "TAB", names: Names(kk: "Планшеттер", en: "Tablets"), funder: "F", startsOn: "2025-01-01",
                    schools: ["A-1", "A-2"])
            ])
        #expect(content.ignoredColumns == ["extra"])
    }

    @Test("a delivery is a lot or one piece, whose serial is hashed as it is read")
    func deliveries() throws {
        let text = """
            programme,school,day,category,model,count,serial,document
            TAB,A-1,2025-08-20,tablet,T 10,30,,Act 7
            TAB,A-1,2025-08-20,robotics_kit,,,KIT-0001,
            """
        let values = try DeliveriesCSV.read(TableSource(Data(text.utf8), file: "d.csv"), hash: hash).values
        #expect(
            values == [
                Delivery(
                    programme: "TAB", school: "A-1", day: "2025-08-20", category: .tablet, model: "T 10", count: 30,
                    document: "Act 7"),
                Delivery(
                    programme: "TAB", school: "A-1", day: "2025-08-20", category: .roboticsKit,
                    serialHash: hash("KIT-0001")),
            ])
    }

    @Test(
        "a fault of a delivery list names line, column and what is wrong",
        arguments: [
            ("TAB,A,2025-02-30,tablet,1,", "line 2, column 3 (day): \"2025-02-30\" is no day"),
            ("TAB,A,2025-02-01,tabblet,1,", "line 2, column 4 (category): \"tabblet\" is no category"),
            ("TAB,A,2025-02-01,tablet,,", "line 2, column 5 (count): a count or a serial is needed"),
            ("TAB,A,2025-02-01,tablet,2,SN-1234", "line 2, column 5 (count): is 1 where there is a serial"),
            ("TAB,A,2025-02-01,tablet,0,", "is 0: leave the row out"),
            ("TAB,A,2025-02-01,tablet,,abc", "(serial): is too short"),
            ("TAB,A,2025-02-01,tablet,,hash:00", "is no serial"),
            (",A,2025-02-01,tablet,1,", "line 2, column 1 (programme): is empty"),
            (
                "TAB,A,2025-02-01,tablet,1,\nTAB,A,2025-02-01,tablet,2,",
                "line 3, column 4 (category): the same lot stands on line 2"
            ),
            (
                "TAB,A,2025-02-01,tablet,,SN-1234\nTAB,B,2025-02-01,tablet,,SN-1234",
                "line 3, column 6 (serial): this serial stands"
            ),
        ])
    func deliveryFaults(_ rows: String, _ words: String) {
        let said = problems(
            { _ = try DeliveriesCSV.read(TableSource($0, file: "d.csv"), hash: hash) },
            "programme,school,day,category,count,serial\n" + rows)
        #expect(said.contains(words), "\(said)")
        // What a serial says stays with its file.
        #expect(!said.contains("SN-1234"))
    }

    @Test("indicators are described once and valued in every row")
    func indicators() throws {
        let text = """
            indicator,name_en,unit,direction,rollup,counts_children,programme,school,period,value,target,source
            left,Pupils who left,pupils,down,sum,yes,,A-1,2025/26,3,,EMIS
            left,,,,,,TAB,A-2,2025/26,,0,
            level,Level,%,,mean,,,,,,,
            """
        let content = try IndicatorsCSV.read(TableSource(Data(text.utf8), file: "i.csv"))
        #expect(
            content.values.compactMap(\.indicator) == [
                Indicator(
                    id: "left", names: Names(en: "Pupils who left"), unit: "pupils", direction: .down,
                    countsChildren: true),
                Indicator(id: "level", names: Names(en: "Level"), unit: "%", rollup: .mean),
            ])
        let period = try #require(ReportingPeriod("2025/26"))
        #expect(
            content.values.compactMap(\.value) == [
                IndicatorValue(indicator: "left", school: "A-1", period: period, value: 3, source: "EMIS"),
                IndicatorValue(indicator: "left", programme: "TAB", school: "A-2", period: period, target: 0),
            ])
    }

    @Test(
        "a fault of an indicator names line, column and what is wrong",
        arguments: [
            ("i,,,A,2025-13,1", "(period): \"2025-13\" is no period"), ("i,,,A,2025,", "a value or a target is needed"),
            ("i,,,A,2025,-1", "is not a number"), ("i,,,,2025,1", "line 2, column 4 (school): is empty"),
            ("i,N,,A,2025,1", "what describes an indicator"),
            ("i,,,A,2025,1\ni,,,A,2025,2", "stands on line 2 already"),
            ("i,N,u,A,2025,1\ni,M,u,A,2026,2", "is described otherwise on line 2"),
        ])
    func indicatorFaults(_ rows: String, _ words: String) {
        let said = problems(
            { _ = try IndicatorsCSV.read(TableSource($0, file: "i.csv")) },
            "indicator,name_en,unit,school,period,value\n" + rows)
        #expect(said.contains(words), "\(said)")
    }

    @Test("milestones are read, with decimal commas where semicolons divide")
    func milestones() throws {
        let text =
            "programme;school;stage;day;cost;currency\nTAB;A-1;Funded;2025-03-01;1500,5;kzt\nTAB;A-1;planned;2025-01-01;;\n"
        let values = try MilestonesCSV.read(TableSource(Data(text.utf8), file: "m.csv")).values
        #expect(
            values == [
                Milestone(
                    programme: "TAB", school: "A-1", stage: .funded, day: "2025-03-01", cost: 1_500.5, currency: "KZT"),
                Milestone(programme: "TAB", school: "A-1", stage: .planned, day: "2025-01-01"),
            ])
    }

    @Test(
        "a fault of a milestone names line, column and what is wrong",
        arguments: [
            ("TAB,A,built,2025-01-01,,", "\"built\" is not one of planned, funded"),
            ("TAB,A,,2025-01-01,,", "(stage): is empty"), ("TAB,A,planned,2025-01-01,5,", "a cost needs a currency"),
            ("TAB,A,planned,2025-01-01,5,tenge", "no currency of three letters"),
            ("TAB,A,planned,2025-01-01,,\nTAB,A,planned,2025-01-02,,", "line 3"),
        ])
    func milestoneFaults(_ rows: String, _ words: String) {
        let said = problems(
            { _ = try MilestonesCSV.read(TableSource($0, file: "m.csv")) },
            "programme,school,stage,day,cost,currency\n" + rows)
        #expect(said.contains(words), "\(said)")
    }

    @Test("a table without what it is about is refused whole", arguments: ["id\nTAB\n", "name\nTablets\n"])
    func columns(_ text: String) {
        #expect(problems({ _ = try ProgrammesCSV.read(TableSource($0, file: "p.csv")) }, text).contains("no column"))
    }
}
