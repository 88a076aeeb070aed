import HardwareDatabase
import Testing

@Suite struct HardwareDatabaseTests {
    @Test func theSystemKnowsVendorsByTheirIds() throws {
        let database = try HardwareDatabase()
        #expect(database.properties(for: "usb:v0694p0002")["ID_VENDOR_FROM_DATABASE"]?.contains("Lego") == true)
        #expect(database.properties(for: "OUI:001B21123456")["ID_OUI_FROM_DATABASE"]?.contains("Intel") == true)
        #expect(database.properties(for: "parta:no:such:key").isEmpty)
        #expect(database.properties(for: "").isEmpty)
    }

    @Test func opensOnlyWhatIsADatabase() throws {
        let workshop = try Workshop()
        #expect(throws: HardwareDatabaseFailure.self) { try HardwareDatabase(path: workshop.database) }
        try workshop.write("this is no database", to: "state/hwdb.bin")
        #expect(throws: HardwareDatabaseFailure.self) { try HardwareDatabase(path: workshop.database) }
        do {
            _ = try HardwareDatabase(path: workshop.database)
        } catch {
            #expect("\(error)".contains(workshop.database))
        }
    }

    @Test func manyTasksMayAskAtOnce() async throws {
        let workshop = try Workshop()
        try workshop.write("a:*\n X=1\n\nb:*\n X=2\n", to: "ours/50-a.hwdb")
        _ = try workshop.compiler.compile()
        let database = try HardwareDatabase(path: workshop.database)
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let key = number % 2 == 0 ? "a:\(number)" : "b:\(number)"
                    return database.properties(for: key)["X"] == (number % 2 == 0 ? "1" : "2")
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
