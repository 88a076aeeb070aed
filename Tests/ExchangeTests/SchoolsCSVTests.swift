import Exchange
import Foundation
import Reports
import Store
import Testing

@Suite("Schools from CSV")
struct SchoolsCSVTests {
    private func read(_ text: String, country: String? = nil) throws -> [School] {
        try SchoolsCSV.read(Data(text.utf8), file: "schools.csv", country: country)
    }

    @Test("every column of ours is read")
    func ours() throws {
        let text = """
            id,giga_id,name_kk,name_ru,name_en,country,region,district,type,supported_by,latitude,longitude,pupils,rural,made_up
            S-1,,Тірек,Опорная,Support,Kazakhstan,Aktobe,Alga,support,,,,400,no,
            S-2,g-2,,,"Small, far",Kazakhstan,Aktobe,Alga,small,S-1,-49.12345,57.54321,62,yes,yes
            S-3,,,,Last,Kazakhstan,,,,,,,,,
            """
        let alga = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
        #expect(
            try read(text) == [
                School(
                    id: "S-1", names: Names(kk: "Тірек", ru: "Опорная", en: "Support"), area: alga, type: .support,
                    pupils: 400, rural: false),
                School(
                    id: "S-2", gigaID: "g-2", names: Names(en: "Small, far"), area: alga, type: .small,
                    supportedBy: "S-1", latitude: -49.12345, longitude: 57.54321, pupils: 62, rural: true, madeUp: true),
                School(id: "S-3", names: Names(en: "Last"), area: AreaPath(country: "Kazakhstan")),
            ])
    }

    @Test("what a planner asks of a school is read, days also as the region writes them")
    func surroundings() throws {
        let text = """
            id,name_en,country,grades,shifts,managing_body,settlement,settlement_level,electricity,education_level,opened_on,closed_on
            S-1,A,Kazakhstan,1-11,2,Alga department,Alga,city,grid,Secondary,1987-09-01,
            S-2,B,Kazakhstan,0 - 4,,,Besqospa,village,no,,,31.05.2026
            S-3,C,Kazakhstan,9,,,,,yes,,,
            """
        let country = AreaPath(country: "Kazakhstan")
        #expect(
            try read(text.replacing("0 - 4", with: "0-4")) == [
                School(
                    id: "S-1", names: Names(en: "A"), area: country, grades: "1-11", shifts: 2,
                    managingBody: "Alga department", settlement: "Alga", settlementLevel: .city, electricity: .grid,
                    educationLevel: "Secondary", openedOn: CivilDate("1987-09-01")),
                School(
                    id: "S-2", names: Names(en: "B"), area: country, grades: "0-4", settlement: "Besqospa",
                    settlementLevel: .village, electricity: .absent, closedOn: CivilDate("2026-05-31")),
                School(id: "S-3", names: Names(en: "C"), area: country, grades: "9-9", electricity: .unknown),
            ])
        #expect(throws: ImportFailure.self) { try read(text) }
    }

    @Test(
        "Giga's two columns on electricity are one of ours",
        arguments: [
            ("Yes", "Solar panels", Electricity.solar), ("Yes", "", .unknown), ("No", "grid", .absent), ("", "", nil),
            ("", "Diesel generator", .generator), ("Yes", "windmill", .unknown),
        ] as [(String, String, Electricity?)])
    func electricity(_ isThere: String, _ type: String, _ expected: Electricity?) throws {
        let text = "school_id_govt,school_name,electricity_availability,electricity_type\n1,A,\(isThere),\(type)\n"
        #expect(try read(text, country: "K").map(\.electricity) == [expected])
    }

    @Test("Giga's school upload is read as it is")
    func giga() throws {
        let text = """
            school_id_govt;school_id_giga;school_name;latitude;longitude;education_level_govt;num_students;admin1;admin2;school_area_type
            1001;abc;Қарақұдық мектебі;49,95518;56,91874;Primary;81;Aktobe;Alga;Rural
            1002;;Школа №2;50.1;57.2;Primary;;Aktobe;;Urban
            1003;;Third school;50.1;57.2;Primary;;;;
            """
        let schools = try read(text, country: "Kazakhstan")
        #expect(schools.map(\.id) == ["1001", "1002", "1003"])
        #expect(
            schools.map(\.names) == [Names(kk: "Қарақұдық мектебі"), Names(ru: "Школа №2"), Names(en: "Third school")])
        #expect(schools.map(\.rural) == [true, false, nil])
        #expect(schools[0].area == AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga"))
        #expect(schools[0].gigaID == "abc")
        #expect(schools[0].latitude == 49.95518)
        #expect(schools[0].pupils == 81)
        let content = try SchoolsCSV.content(of: Data(text.utf8), file: "f", country: "Kazakhstan")
        #expect(content.ignoredColumns == [])
        #expect(schools.map(\.educationLevel) == ["Primary", "Primary", "Primary"])
        #expect(content.unsaid.isSuperset(of: [.grades, .electricity, .type, .supportedBy, .openedOn, .closedOn]))
        #expect(
            content.unsaid.isDisjoint(with: [.nameKK, .nameRU, .nameEN, .latitude, .pupils, .rural, .educationLevel]))
        let others = try SchoolsCSV.content(
            of: Data(text.replacingOccurrences(of: "education_level_govt", with: "colour").utf8), file: "f",
            country: "Kazakhstan")
        #expect(others.ignoredColumns == ["colour"])
    }

    @Test(
        "a fault names line, column and what is wrong with it",
        arguments: [
            ("A,One,K,,,,90.5,1,,", "line 2, column 7 (latitude): \"90.5\" is not a number of degrees from -90 to 90"),
            ("A,One,K,,,,nan,1,,", "line 2, column 7 (latitude): \"nan\" is not a number"),
            ("A,One,K,,,,,1,,", "line 2, column 7 (latitude): is missing beside the other coordinate"),
            ("A,One,K,,,,1,east,,", "line 2, column 8 (longitude): \"east\" is not"),
            ("A,One,K,,,,,,many,", "line 2, column 9 (pupils): \"many\" is not a whole number from 0 to 10000"),
            ("A,One,K,,,,,,-3,", "line 2, column 9 (pupils)"),
            ("A,One,K,,,,,,10001,", "line 2, column 9 (pupils)"),
            ("A,One,K,,,,,,,maybe", "line 2, column 10 (rural): \"maybe\" is not one of yes, no"),
            ("A,One,K,,big,,,,,", "line 2, column 5 (type): \"big\" is not one of support, small, ordinary"),
            ("A,One,K,,,A,,,,", "line 2, column 6 (supported_by): a school cannot support itself"),
            (",One,K,,,,,,,", "line 2, column 1 (id): is empty"),
            ("A,,K,,,,,,,", "line 2, column 2 (name_en): a school needs a name"),
            ("A,One,,,,,,,,", "line 2, column 3 (country): is empty"),
            ("A,One,K/L,,,,,,,", "line 2, column 3 (country): the name of an area cannot hold a slash"),
            ("A,\"One\nTwo\",K,,,,,,,", "line 2, column 2 (name_en): holds a line break"),
            ("A,One,K", "line 2: 3 cells where the header has 10 columns"),
            ("A,One,K,,,,,,,\nA,Two,K,,,,,,,", "line 3, column 1 (id): school \"A\" stands twice, first on line 2"),
            ("A,\"One,K,,,,,,,", "line 2, column 2: a quote that opens here is not closed"),
        ])
    func faults(_ rows: String, _ expected: String) {
        let header = "id,name_en,country,region,type,supported_by,latitude,longitude,pupils,rural\n"
        let failure = #expect(throws: ImportFailure.self) { try read(header + rows + "\n") }
        #expect(failure?.problems.count == 1)
        #expect(failure?.description.contains(expected) == true, "\(failure?.description ?? "")")
        #expect(failure?.description.hasPrefix("schools.csv was not imported") == true)
    }

    @Test("a header of thousands of doubled columns is refused in as many words as any other file")
    func boundedProblems() {
        let header = "id,name_en,country," + String(repeating: "id,", count: 5_000)
        let failure = #expect(throws: ImportFailure.self) { try read(header + "\n") }
        #expect(failure?.problems.count == ImportFailure.problemLimit)
    }

    @Test(
        "a header that does not serve is said",
        arguments: [
            ("", "no header"), ("\n", "no header"), ("name_en,country\n", "no column \"id\""),
            ("id,country\n", "no column \"name_kk\""), ("id,name_en\n", "no column \"country\""),
            ("id,name_en,country,ID\n", "column 4 (id): this column stands twice"),
        ])
    func headers(_ text: String, _ expected: String) {
        let failure = #expect(throws: ImportFailure.self) { try read(text) }
        #expect(failure?.description.contains(expected) == true, "\(failure?.description ?? "")")
    }

    @Test("problems are collected, up to twenty")
    func collects() {
        let rows = (1...50).map { "S\($0),One,K,x,y\n" }.joined()
        let failure = #expect(throws: ImportFailure.self) {
            try read("id,name_en,country,latitude,longitude\n" + rows)
        }
        #expect(failure?.problems.count == 20)
        #expect(failure?.problems.map(\.line).prefix(4) == [2, 2, 3, 3])
        #expect(failure?.description.hasSuffix("there may be more") == true)
    }

    @Test("rows that a spreadsheet leaves empty are passed over")
    func emptyRows() throws {
        #expect(try read("id,name_en,country\nA,One,K\n,,\n\n  , ,\n").map(\.id) == ["A"])
    }

    @Test("the example is whole: marked made up, five decimals, each small school near a support school")
    func example() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../examples/aktobe-schools.csv")
        let data = try Data(contentsOf: url)
        let schools = try SchoolsCSV.read(data, file: url.path)
        #expect((12...20).contains(schools.count))
        let byID = Dictionary(uniqueKeysWithValues: schools.map { ($0.id, $0) })
        for school in schools {
            #expect(school.madeUp)
            #expect(school.names.kk != nil && school.names.ru != nil && school.names.en != nil)
            #expect((school.type == .small) == (school.supportedBy != nil), "\(school.id)")
            let support = school.supportedBy.flatMap { byID[$0] }
            #expect(support.map(\.type) ?? .support == .support)
            #expect(support.map(\.area) ?? school.area == school.area)
        }
        let coordinate = /,\d\d\.\d{5},\d\d\.\d{5},/
        #expect(String(decoding: data, as: UTF8.self).matches(of: coordinate).count == schools.count)
    }
}
