import Exchange
import Foundation
import Reports
import Store
import Testing

@Suite("Registry tables from CSV")
struct RegistryTablesTests {
    private func read<Reader: TableReader>(_ reader: Reader, _ text: String) throws -> [Reader.Value] {
        try reader.content(of: Data(text.utf8), file: "file.csv").values
    }

    @Test("pupils and teachers by year, in our words and in Giga's")
    func years() throws {
        let ours = """
            school_id;school_year;pupils;girls;teachers;classes
            A-1;2026/27;412;200;31;18
            A-1;2025-2026;390;;;
            """
        let newer = try #require(SchoolYear("2026/27"))
        let older = try #require(SchoolYear("2025/26"))
        #expect(
            try read(SchoolYearTableReader(source: "f"), ours) == [
                SchoolYearCount(
                    school: "A-1", year: newer, pupils: 412, girls: 200, teachers: 31, classes: 18, source: "f"),
                SchoolYearCount(school: "A-1", year: older, pupils: 390, source: "f"),
            ])
        let giga = "school_id_govt,school_name,num_students,num_teachers\n1001,A,81,9\n"
        let reader = SchoolYearTableReader(year: older)
        #expect(try read(reader, giga) == [SchoolYearCount(school: "1001", year: older, pupils: 81, teachers: 9)])
        #expect(try reader.content(of: Data(giga.utf8), file: "f").ignoredColumns == ["school_name"])
    }

    @Test("rooms, areas and lines")
    func others() throws {
        #expect(
            try read(RoomTableReader(), "school_id,name,kind,seats\nA-1,101,computer_lab,24\nA-1,Hall,,\n") == [
                Room(school: "A-1", name: "101", kind: .computerLab, seats: 24), Room(school: "A-1", name: "Hall"),
            ])
        let alga = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
        let area = Area(path: alga, code: "153200000", names: Names(kk: "Алға ауданы"))
        #expect(
            try read(
                AreaTableReader(), "path,code,level,name_kk\nKazakhstan/Aktobe/Alga,153200000,district,Алға ауданы\n")
                == [area])
        #expect(
            try read(
                AreaTableReader(),
                "country,region,district,code,name_kk\nKazakhstan,Aktobe,Alga,153200000,Алға ауданы\n")
                == [area])
        let lines = """
            school_id,line,provider,medium,contracted_download_mbps,contracted_upload_mbps,attainable_download_mbps,attainable_upload_mbps,fee,fee_currency,contract_until,backup
            A-1,1,Telecom,LEO satellite,100,20,200,50,12500.5,kzt,31.12.2026,no
            A-1,spare,,mobile_broadband,,,,,,,,yes
            """
        #expect(
            try read(LineTableReader(), lines) == [
                LineContract(
                    school: "A-1", line: "1", provider: "Telecom", medium: .leoSatellite, contractedDownloadMbps: 100,
                    contractedUploadMbps: 20, attainableDownloadMbps: 200, attainableUploadMbps: 50, fee: 12_500.5,
                    feeCurrency: "KZT", contractUntil: CivilDate("2026-12-31"), isBackup: false),
                LineContract(school: "A-1", line: "spare", medium: .cellular, isBackup: true),
            ])
        let giga = "school_id_govt,connectivity_type_govt,download_speed_contracted\n7,p2mp wireless,10\n"
        #expect(
            try read(LineTableReader(), giga)
                == [LineContract(school: "7", line: "1", medium: .p2mpWireless, contractedDownloadMbps: 10)])
    }

    enum Table: String, CaseIterable, CustomTestStringConvertible {
        case years, rooms, areas, lines
        var testDescription: String { rawValue }

        func read(_ data: Data) throws {
            switch self {
            case .years: _ = try SchoolYearTableReader().content(of: data, file: "f")
            case .rooms: _ = try RoomTableReader().content(of: data, file: "f")
            case .areas: _ = try AreaTableReader().content(of: data, file: "f")
            case .lines: _ = try LineTableReader().content(of: data, file: "f")
            }
        }
    }

    @Test(
        "a fault names line, column and what is wrong with it",
        arguments: [
            (.years, "school_id,pupils\nA,1\n", "no column \"school_year\""),
            (.years, "school_id,school_year,pupils\nA,2026/28,1\n", "line 2, column 2 (school_year): \"2026/28\""),
            (.years, "school_id,school_year,pupils\nA,,1\n", "line 2, column 2 (school_year): is empty"),
            (.years, "school_id,school_year,pupils,girls\nA,2026/27,1,2\n", "(girls): 2 girls are more than the 1"),
            (
                .years, "school_id,school_year,pupils\nA,2026/27,1\nA,2026-27,2\n",
                "line 3, column 1 (school_id): school and"
            ),
            (.rooms, "school_id,name,kind\nA,1,cave\n", "line 2, column 3 (kind): \"cave\" is not one of classroom"),
            (.rooms, "school_id,name\nA,\n", "line 2, column 2 (name): is empty"),
            (.rooms, "school_id,name\nA,1\nA,1\n", "room \"A 1\" stands twice, first on line 2"),
            (.areas, "code\n1\n", "no column \"path\""),
            (.areas, "path\na/b/c/d\n", "line 2, column 1 (path): \"a/b/c/d\" is no path"),
            (
                .areas, "path,level\nKazakhstan,district\n",
                "line 2, column 2 (level): is district, and Kazakhstan is a country"
            ),
            (.areas, "country,district\nK,D\n", "line 2, column 2 (district): its region is missing"),
            (.lines, "school_id,medium\nA,string\n", "line 2, column 2 (medium): \"string\" is not one of fiber"),
            (.lines, "school_id,line\nA,a b\n", "line 2, column 2 (line): \"a b\" is not up to 32 letters"),
            (.lines, "school_id,fee\nA,5\n", "line 2, column 2 (fee): wants its currency"),
            (.lines, "school_id,contract_until\nA,soon\n", "line 2, column 2 (contract_until): \"soon\" is no day"),
            (.lines, "line\n1\n", "no column \"school_id\""),
        ] as [(Table, String, String)])
    func faults(_ table: Table, _ text: String, _ expected: String) {
        let failure = #expect(throws: ImportFailure.self) { try table.read(Data(text.utf8)) }
        #expect(failure?.description.contains(expected) == true, "\(failure?.description ?? "")")
    }

    @Test(
        "school years are written in several ways, and are one year long",
        arguments: [
            ("2026/27", "2026/27"), ("2026-27", "2026/27"), ("2026/2027", "2026/27"), ("1999/00", "1999/00"),
            ("2026/26", nil), ("2026", nil), ("26/27", nil), ("2026/27/28", nil), ("", nil), ("2026/+7", nil),
        ] as [(String, String?)])
    func schoolYear(_ text: String, _ expected: String?) { #expect(SchoolYear(text)?.description == expected) }
}
