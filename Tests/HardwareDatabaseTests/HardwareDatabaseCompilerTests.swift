import FoundationEssentials
import HardwareDatabase
import Testing

@Suite struct HardwareDatabaseCompilerTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
        try workshop.write(
            "parta:usb:v1A86*\n PARTA_CATEGORY=serial_adapter\n PARTA_RULE=ours\n", to: "ours/70-ids.hwdb")
    }

    private func category(_ key: String = "parta:usb:v1A86p7523:m:n") throws -> String? {
        try HardwareDatabase(path: workshop.database).properties(for: key)["PARTA_CATEGORY"]
    }

    @Test func compilesAndSkipsWhatIsUnchanged() throws {
        let first = try workshop.compiler.compile()
        #expect(first == Compilation(outcome: .compiled, path: workshop.database, complaints: []))
        #expect(try category() == "serial_adapter")
        #expect(try workshop.compiler.compile().outcome == .unchanged)
        try workshop.write("parta:usb:v1A86*\n PARTA_CATEGORY=robotics_kit\n", to: "ours/70-ids.hwdb")
        #expect(try workshop.compiler.compile().outcome == .compiled)
        #expect(try category() == "robotics_kit")
    }

    @Test func theTechniciansFileWinsWhateverItsNumber() throws {
        try workshop.write("parta:usb:v1A86p7523*\n PARTA_CATEGORY=robotics_kit\n", to: "local/10-school.hwdb")
        #expect(try workshop.compiler.compile().outcome == .compiled)
        #expect(try category() == "robotics_kit")
    }

    @Test func aFileOfTheSameNameReplacesOurs() throws {
        try workshop.write("", to: "local/70-ids.hwdb")
        try workshop.write("other:*\n X=1\n", to: "ours/50-other.hwdb")
        #expect(try workshop.compiler.compile().outcome == .compiled)
        #expect(try category() == nil)
    }

    @Test(arguments: [
        ("parta:*\n\n X=1\n", 2), ("parta:*\n nonsense\n", 2), ("parta:*\n =v\n", 2), ("# fine\n\n X=1\n", 3),
        ("parta:*\n X=1\nparta:usb:*\n X=2\n", 3),
    ])
    func aMistakeIsNamedAndLeavesTheLastGoodOne(_ text: String, line: Int) throws {
        _ = try workshop.compiler.compile()
        try workshop.write(text, to: "local/90-school.hwdb")
        let result = try workshop.compiler.compile()
        #expect(result.outcome == .kept)
        #expect(result.path == workshop.database)
        let complaint = try #require(result.complaints.first)
        #expect(complaint.file == "\(workshop.path)/local/90-school.hwdb", "not its staged copy")
        #expect(complaint.line == line)
        #expect(complaint.description.hasPrefix("\(workshop.path)/local/90-school.hwdb:\(line): "))
        #expect(try category() == "serial_adapter")
        #expect(try workshop.compiler.compile().outcome == .kept, "told again at the next start")
        try workshop.remove("local/90-school.hwdb")
        #expect(try workshop.compiler.compile().outcome == .unchanged)
    }

    @Test func withoutAnEarlierOneTheFaultyFileIsLeftOut() throws {
        try workshop.write("parta:*\n nonsense\n", to: "local/90-school.hwdb")
        let result = try workshop.compiler.compile()
        #expect(result.outcome == .partial)
        #expect(result.complaints.map(\.line).contains(2))
        #expect(try category() == "serial_adapter")
    }

    @Test func nothingToCompileIsAnAnswer() throws {
        try workshop.remove("ours/70-ids.hwdb")
        #expect(try workshop.compiler.compile() == Compilation(outcome: .empty, path: nil, complaints: []))
    }

    @Test func aMissingProgramSaysWhatToInstall() throws {
        let compiler = HardwareDatabaseCompiler(
            directories: workshop.directories, database: workshop.database, program: "/no/such/systemd-hwdb")
        let error = #expect(throws: HardwareDatabaseFailure.self) { try compiler.compile() }
        #expect("\(try #require(error))".contains("install Debian's package udev"))
    }

    @Test func aProgramThatFailsLeavesTheLastGoodOne() throws {
        _ = try workshop.compiler.compile()
        try workshop.write("x:*\n X=1\n", to: "local/90-more.hwdb")
        let compiler = HardwareDatabaseCompiler(
            directories: workshop.directories, database: workshop.database, program: "/bin/false")
        #expect(throws: HardwareDatabaseFailure.self) { try compiler.compile() }
        #expect(try category() == "serial_adapter")
    }

    @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
        let compiler = HardwareDatabaseCompiler(
            directories: workshop.directories, database: "/proc/parta/hwdb.bin")
        let error = #expect(throws: HardwareDatabaseFailure.self) { try compiler.compile() }
        #expect("\(try #require(error))".contains("/proc/parta"))
    }

    @Test func nothingOfTheStagingRemains() throws {
        _ = try workshop.compiler.compile()
        #expect(!FileManager.default.fileExists(atPath: workshop.database + ".staging"))
    }
}
