import ExchangeRows
import Foundation
import Store
import Testing

@testable import Exchange

@Suite("Files of Giga and ITU")
struct SchoolDialectTests {
    /// Every published column, none empty.
    static let giga = """
        school_id_govt,school_id_giga,school_name,latitude,longitude,education_level_govt,education_level,school_area_type,\
        connectivity,connectivity_type_govt,download_speed_govt,download_speed_contracted,download_speed_benchmark,\
        electricity_availability,electricity_type,computer_availability,computer_lab,num_computers,num_computers_desired,\
        num_tablets,num_robotic_equipment,teachers_trained,num_classrooms,num_students,num_teachers,admin1,admin2,\
        fiber_node_distance,nearest_LTE_distance,cellular_coverage_type
        1001,6f2a,Қарақұдық мектебі,49.95518,56.91874,Primary and secondary,Secondary,Rural,Yes,fiber,18.5,50,20,Yes,grid,Yes,\
        Yes,14,30,6,2,9,11,81,17,Aktobe,Alga,3.25,1.5,4G
        1002,,"School ""Arman"", №2",50.28391,57.16702,Primary,Primary,Urban,No,unknown,,,20,No,,No,No,0,20,0,0,0,8,140,12,\
        Aktobe,Aktobe,0.4,0.2,LTE

        """

    static let itu = """
        poi_id,lat,lon,poi_type,is_connected,connectivity_type,has_electricity,number_of_users,total_mbps,country_code,dataset_id
        P-1,49.95518,56.91874,school,true,fiber,true,81,18.5,KAZ,ds-7
        P-2,50.28391,57.16702,primary school,False,unknown,,140,,KAZ,ds-7
        H-1,50.28,57.16,hospital,true,fiber,true,900,100,KAZ,ds-7

        """

    private func content(_ text: String, country: String? = nil) throws -> TableContent<ImportedSchool> {
        try TableSource(Data(text.utf8), file: "f").content(SchoolTableReader(country: country))
    }

    @Test("every published column of Giga is read or kept")
    func readsGiga() throws {
        let content = try content(Self.giga, country: "Kazakhstan")
        #expect(content.ignoredColumns.isEmpty)
        #expect(content.values.map(\.school.id) == ["1001", "1002"])
        let first = try #require(content.values.first)
        #expect(first.school.names.kk == "Қарақұдық мектебі")
        #expect(first.school.rural == true)
        #expect(first.school.pupils == 81)
        #expect(first.extra?.source == "giga")
        #expect(first.extra?.fields.count == SchoolDialect.giga.extraColumns.count)
        #expect(first.extra?.fields["nearest_LTE_distance"] == "1.5")
        #expect(content.values[1].extra?.fields["download_speed_govt"] == nil)
        #expect(content.warnings.isEmpty, "\(content.warnings)")
    }

    @Test("every published column of ITU is read or kept; what is no school is passed over, with a word")
    func readsITU() throws {
        let content = try content(Self.itu)
        #expect(content.ignoredColumns.isEmpty)
        #expect(content.values.map(\.school.id) == ["P-1", "P-2"])
        #expect(content.values[0].school.area == AreaPath(country: "Kazakhstan"))
        #expect(content.values[0].school.names == Names(en: "P-1"))
        #expect(content.values[0].extra?.fields["country_code"] == "KAZ")
        #expect(content.values[1].extra?.fields["is_connected"] == "False")
        #expect(content.warnings.map(\.description).contains { $0.hasPrefix("line 4, column 4 (poi_type)") })
    }

    @Test("a file without columns for something leaves what is known of it")
    func fills() throws {
        let known = School(
            id: "P-1", gigaID: "g", names: Names(kk: "А", en: "B"),
            area: AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga"), type: .small, supportedBy: "S",
            latitude: 1, longitude: 2, pupils: 3, rural: true)
        let value = try content(Self.itu).values[0]
        var filled = value.school
        for field in SchoolField.allCases where value.unsaid.contains(field) { field.carry(from: known, to: &filled) }
        #expect(filled.names == known.names)
        #expect(filled.area == known.area)
        #expect(filled.type == .small && filled.supportedBy == "S" && filled.gigaID == "g" && filled.rural == true)
        #expect(filled.latitude == 49.95518 && filled.pupils == 81)
        #expect(value.school.area.region == nil)
    }

    @Test("an export of an import has the file's own bytes", arguments: [SchoolDialect.giga, .itu])
    func roundTrip(_ dialect: SchoolDialect) throws {
        let text = dialect == .giga ? Self.giga : Self.itu
        let content = try content(text, country: "Kazakhstan")
        let export = SchoolExport.dialect(dialect)
        let rows = content.values.enumerated().map { index, value in
            export.row(SchoolRow(school: value.school), number: index + 1, extra: value.extra)
        }
        let written = ([export.header.columns.map { .text($0.name) }] + rows.map(\.cells)).map(CSVRecord.text).joined()
        let expected = text.split(separator: "\n").filter { !$0.hasPrefix("H-1") }.map { $0 + "\r\n" }.joined()
        #expect(written == expected)
    }

    @Test("what is measured stands before what was said")
    func measured() throws {
        let value = try #require(try content(Self.giga, country: "Kazakhstan").values.first)
        let row = SchoolRow(school: value.school, computers: 3, lastDownloadMbps: 7.249)
        let cells = SchoolExport.dialect(.giga).row(row, number: 1, extra: value.extra).cells
        let named = Dictionary(uniqueKeysWithValues: zip(SchoolDialect.giga.columns, cells))
        #expect(named["num_computers"] == .integer(3))
        #expect(named["download_speed_govt"] == .number(7.2))
        #expect(named["num_tablets"] == .text("6"))
    }
}
