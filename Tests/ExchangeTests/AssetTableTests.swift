import Exchange
import Foundation
import Reports
import Store
import Testing

@Suite("Assets and stocktakes from CSV")
struct AssetTableTests {
    private let hash = RegionHash(key: Data(repeating: 7, count: 32))

    private func read(_ text: String) throws -> [Asset] {
        let hash = hash
        return try AssetTableReader { SerialMark($0, of: $1, hashedBy: hash) }
            .assets(in: TableSource(Data(text.utf8), file: "a.csv")).values
    }

    private static let header = "school,inventory_number,category,serial,price,currency,funders,state,state_since\n"

    @Test("every column is read, and serials as agents send them")
    func columns() throws {
        let assets = try read(
            """
            school;inventory_number;category;room;vendor;model;serial;purchased_on;price;currency;contract;funders;programme;\
            state;state_since;state_document;colour
            A-1;0001;projector;7;Acme;P1;SN-1;20.08.2024;250000,50;KZT;12/3;Fund:40; ;stored;2025-01-10;act 5;red
            A-1;0002;tablet;;;;SN-2;;;;;;;;;;
            A-1;0003;Computer;;;;SN-3;;;;;;;;;;
            """)
        #expect(
            assets.first
                == Asset(
                    school: "A-1", inventoryNumber: "0001", category: .device(.projector), room: "7", vendor: "Acme",
                    model: "P1", serial: SerialMark(hash: "hash:" + hash("SN-1", purpose: "serial"), plain: "SN-1"),
                    purchasedOn: "2024-08-20", price: 250_000.5, currency: "KZT", contract: "12/3",
                    funders: [.init(name: "Fund", share: 40)], state: .stored, stateSince: "2025-01-10",
                    stateDocument: "act 5"))
        // A tablet may be somebody's own: nothing but the hash is kept.
        #expect(assets[1].serial == SerialMark(hash: "hash:" + hash("SN-2", purpose: "serial"), plain: nil))
        #expect(assets[2].category == .computer)
        #expect(assets[2].serial == SerialMark(hash: hash("SN-3", purpose: "dmi_serial"), plain: nil))
    }

    @Test("funders come with shares or without")
    func funders() throws {
        let assets = try read(Self.header + "A,1,tablet,,,,\"Name: 60; Other:40\",,\nA,2,tablet,,,,Fund,,\n")
        #expect(assets[0].funders == [.init(name: "Name", share: 60), .init(name: "Other", share: 40)])
        #expect(assets[1].funders == [.init(name: "Fund")])
    }

    @Test(
        "a fault names its line and column",
        arguments: [
            (",1,tablet,,,,,,", "line 2, column 1 (school): is empty"),
            ("A,,tablet,,,,,,", "column 2 (inventory_number): is empty"),
            ("A,1,toaster,,,,,,", "column 3 (category): \"toaster\" is none of computer, tablet"),
            ("A,1,tablet,,-5,KZT,,,", "column 5 (price): \"-5\" is not a number of money"),
            ("A,1,tablet,,5,,,,", "column 6 (currency): is missing beside the price"),
            ("A,1,tablet,,5,tenge,,,", "column 6 (currency): \"tenge\" is not an ISO 4217 code"),
            ("A,1,tablet,,,,Fund:sixty,,", "column 7 (funders): \"Fund:sixty\" is not names with shares"),
            ("A,1,tablet,,,,Fund:60;Other:50,,", "column 7 (funders): shares come to more than 100"),
            ("A,1,tablet,,,,Fund:6;Fund:5,,", "column 7 (funders): names a funder twice"),
            ("A,1,tablet,,,,,gone,", "column 8 (state): \"gone\" is not one of in_use"),
            ("A,1,tablet,,,,,lost,31.02.2025", "column 9 (state_since): \"31.02.2025\" is no day"),
            ("A,1,tablet,,,,,,2025-02-01", "column 8 (state): is missing beside its day"),
        ])
    func faults(_ row: String, _ sentence: String) throws {
        let failure = #expect(throws: ImportFailure.self) { try read(Self.header + row + "\n") }
        #expect(failure?.description.contains(sentence) == true, "\(failure?.description ?? "")")
    }

    @Test("a file without what must be there is refused whole")
    func columnsMissing() throws {
        let failure = #expect(throws: ImportFailure.self) { try read("school,number\nA,1\n") }
        #expect(failure?.description.contains("no column \"inventory_number\"") == true)
        #expect(failure?.description.contains("no column \"category\"") == true)
    }

    @Test("a counted list has a row for each thing, or counts a category; school and day may be said once")
    func stocktakes() throws {
        let text = "inventory_number,category,room,count,document\n1,,,,act 1\n2,,8,0,\n,tablet,,12,\n"
        let lists = try StocktakeTableReader(school: "A", day: "2025-10-01")
            .stocktakes(in: TableSource(Data(text.utf8), file: "a.csv")).values
        #expect(
            lists == [
                Stocktake(
                    school: "A", day: "2025-10-01", document: "act 1",
                    items: [
                        .init(inventoryNumber: "1"), .init(inventoryNumber: "2", room: "8", count: 0),
                        .init(category: .device(.tablet), count: 12),
                    ])
            ])
        let two = try StocktakeTableReader().stocktakes(
            in: TableSource(
                Data("school,day,inventory_number\nA,01.10.2025,1\nB,2025-10-01,1\nA,2025-10-01,2\n".utf8), file: "f"))
        #expect(two.values.map(\.name) == ["A/2025-10-01", "B/2025-10-01"] && two.values[0].items.count == 2)
    }

    @Test(
        "a counted list's faults",
        arguments: [
            (
                "school,day,inventory_number,count\nA,2025-10-01,1,2\n",
                "column 4 (count): \"2\" is not a whole number from 0 to 1"
            ),
            ("school,day,category\nA,2025-10-01,tablet\n", "(count): is empty"),
            ("school,day,category,count\nA,2025-10-01,,5\n", "a row names an inventory number or counts"),
            ("school,inventory_number\nA,1\n", "no column \"day\""),
            ("day,inventory_number\n2025-10-01,1\n", "no column \"school\""),
        ])
    func stocktakeFaults(_ text: String, _ sentence: String) throws {
        let failure = #expect(throws: ImportFailure.self) {
            _ = try StocktakeTableReader().stocktakes(in: TableSource(Data(text.utf8), file: "a.csv"))
        }
        #expect(failure?.description.contains(sentence) == true, "\(failure?.description ?? "")")
    }
}
