import Foundation
import Testing

@Suite("Exports", .timeLimit(.minutes(1)))
struct ExportCommandTests {
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

        """

    @Test("a platform's file comes out as it went in, and loads back", arguments: ["giga", "itu"])
    func roundTrip(_ platform: String) async throws {
        let files = try SchoolFiles(in: Region())
        let text = platform == "giga" ? Self.giga : Self.itu
        try files.write("in.csv", text)
        let region = files.region
        let imported = try await region.parta("import", "schools", region.path("in.csv"), "--country", "Kazakhstan")
        try #require(imported.exit == 0, "\(imported.errors)")
        let again = try await region.parta("import", "schools", region.path("in.csv"), "--country", "Kazakhstan")
        #expect(again.errors.contains("0 added, 0 changed, 2 unchanged"), "\(again.errors)")
        let exported = try await region.parta("export", "--as", platform, region.path("out.csv"))
        try #require(exported.exit == 0, "\(exported.errors)")
        #expect(try files.data("out.csv") == Data(text.replacingOccurrences(of: "\n", with: "\r\n").utf8))

        let other = try SchoolFiles(in: Region())
        let back = try await other.region.parta("import", "schools", region.path("out.csv"), "--country", "Kazakhstan")
        try #require(back.exit == 0, "\(back.errors)")
        _ = try await other.region.parta("export", "--as", platform, other.region.path("out.csv"))
        #expect(try other.data("out.csv") == files.data("out.csv"))
    }

    @Test(
        "what is written in each format is read back without a change",
        arguments: ["csv", "xlsx", "geojson", "gpkg", "kml"])
    func readsBack(_ format: String) async throws {
        let files = try SchoolFiles(in: Region())
        let region = files.region
        _ = try await region.parta("import", "schools", region.path("schools.csv"))
        let exported = try await region.parta("export", "--as", format, region.path("out.\(format)"), "--inside")
        try #require(exported.exit == 0, "\(exported.errors)")
        let back = try await region.parta("import", "schools", region.path("out.\(format)"))
        #expect(back.exit == 0)
        #expect(back.errors.contains("0 added, 0 changed, 2 unchanged"), "\(back.errors)")
        let other = try SchoolFiles(in: Region())
        let fresh = try await other.region.parta("import", "schools", region.path("out.\(format)"))
        #expect(fresh.errors.contains("2 added"), "\(fresh.errors)")
        #expect(try await other.schools() == files.schools())
    }

    @Test("counts of few children leave the region only for who is inside it")
    func suppression() async throws {
        let files = try SchoolFiles(in: Region())
        let region = files.region
        _ = try await region.parta("import", "schools", region.path("schools.csv"))
        _ = try await region.parta("export", "--as", "csv", region.path("out.csv"))
        _ = try await region.parta("export", "--as", "csv", region.path("in.csv"), "--inside")
        let out = String(decoding: try files.data("out.csv"), as: UTF8.self)
        let inside = String(decoding: try files.data("in.csv"), as: UTF8.self)
        #expect(out.contains("57.06702,,yes") && inside.contains("57.06702,3,yes"), "\(out)")
        // A name that begins as a formula is text in a spreadsheet.
        #expect(out.contains(",'=Малая школа,"))
        let audit = try await region.parta("audit", "--format", "csv")
        #expect(audit.output.contains("registry_exported"), "\(audit.output)")
    }

    @Test("a file that is there is left, unless it may be replaced; nothing is left of what failed")
    func replaces() async throws {
        let files = try SchoolFiles(in: Region())
        let region = files.region
        _ = try await region.parta("import", "schools", region.path("schools.csv"))
        for format in ["csv", "geojson", "xlsx"] {
            let name = "there.\(format)"
            try files.write(name, "mine")
            let kept = try await region.parta("export", "--as", format, region.path(name))
            #expect(kept.exit == 73 && kept.errors.contains("--force"), "\(kept.errors)")
            #expect(try files.data(name) == Data("mine".utf8))
            let replaced = try await region.parta("export", "--as", format, region.path(name), "--force")
            #expect(replaced.exit == 0, "\(replaced.errors)")
            #expect(try files.data(name) != Data("mine".utf8))
            let nowhere = try await region.parta("export", "--as", format, region.path("no/folder.\(format)"))
            #expect(nowhere.exit == 73, "\(nowhere.errors)")
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: region.folder.path(percentEncoded: false))
        #expect(!left.contains { $0.hasPrefix(".parta-export") }, "\(left)")
    }

    @Test("lines and stock of a region without any are files with a header", arguments: ["lines", "stock"])
    func emptyLists(_ what: String) async throws {
        let files = try SchoolFiles(in: Region())
        let region = files.region
        _ = try await region.parta("import", "schools", region.path("schools.csv"))
        let exported = try await region.parta("export", "--as", "csv", "--what", what, region.path("out.csv"))
        #expect(exported.exit == 0, "\(exported.errors)")
        #expect(try files.data("out.csv").starts(with: Data("school,".utf8)))
        let wrong = try await region.parta("export", "--as", "giga", "--what", what, region.path("out2.csv"))
        #expect(wrong.exit == 64)
    }
}
