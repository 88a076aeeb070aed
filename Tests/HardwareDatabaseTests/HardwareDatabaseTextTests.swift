import HardwareDatabase
import Testing

@Suite struct HardwareDatabaseTextTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
        try workshop.write(
            """
            # General first.
            parta:usb:v*:if07*
             PARTA_CATEGORY=printer
             PARTA_RULE=class

            parta:usb:v1A86*
            parta:usb:v10C4p*
             PARTA_CATEGORY=serial_adapter
             PARTA_RULE=vendor

            """, to: "ours/50-classes.hwdb")
        try workshop.write(
            "parta:usb:v1A86p7523*\n PARTA_CATEGORY=other\n PARTA_RULE=id\n# between\n PARTA_MODEL=CH340\n\n"
                + "parta:usb:v[0-9]*:n*[Mm]Bot*\n PARTA_CATEGORY=robotics_kit\n PARTA_RULE=name",
            to: "ours/70-ids.hwdb")
        try workshop.write("parta:usb:v1A86p7523*\n PARTA_CATEGORY=robotics_kit\n", to: "local/10-school.hwdb")
    }

    @Test func listsEveryRecordThatMatchesInOrder() throws {
        let text = HardwareDatabaseText(directories: workshop.directories)
        let (records, unreadable) = text.records(matching: "parta:usb:v1A86p7523:if07:m:nMBot")
        #expect(unreadable.isEmpty)
        #expect(
            records.map { "\($0.file.dropFirst(workshop.path.count)):\($0.line) \($0.pattern)" } == [
                "/ours/50-classes.hwdb:2 parta:usb:v*:if07*",
                "/ours/50-classes.hwdb:6 parta:usb:v1A86*",
                "/ours/70-ids.hwdb:1 parta:usb:v1A86p7523*",
                "/ours/70-ids.hwdb:7 parta:usb:v[0-9]*:n*[Mm]Bot*",
                "/local/10-school.hwdb:1 parta:usb:v1A86p7523*",
            ])
        #expect(records[2].properties == ["PARTA_CATEGORY": "other", "PARTA_RULE": "id", "PARTA_MODEL": "CH340"])
        #expect(text.records(matching: "parta:pci:v8086").records.isEmpty)
    }

    /// What `explain` shows as the winner must be what the compiled database answers.
    @Test(arguments: [
        "parta:usb:v1A86p7523:m:n", "parta:usb:v1A86p7523:if07:m:nMBot", "parta:usb:v10C4pEA60:m:n",
        "parta:usb:v0000p0000:m:n",
        "parta:usb:v1234p5678:if0701:m:nmBot 2", "",
    ])
    func agreesWithTheCompiledDatabase(_ key: String) throws {
        _ = try workshop.compiler.compile()
        let database = try HardwareDatabase(path: workshop.database)
        let records = HardwareDatabaseText(directories: workshop.directories).records(matching: key).records
        #expect(HardwareDatabaseText.merged(records) == database.properties(for: key))
    }
}
