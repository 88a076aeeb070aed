import Foundation
import Testing

/// What a user gets wrong: one clear sentence on stderr, the promised exit code, nothing lost.
@Suite("Bad input", .timeLimit(.minutes(2)))
struct BadInputTests {
    /// One "error:" line that says `words`, no stack trace, the exit code.
    private func expect(
        _ result: Program.Result, exit: Int32, saying words: String..., at location: SourceLocation = #_sourceLocation
    ) {
        #expect(result.exit == exit, "\(result.errors)", sourceLocation: location)
        let errors = result.complaints.filter { $0.lowercased().hasPrefix("error:") }
        #expect(errors.count == 1, "\(result.errors)", sourceLocation: location)
        for word in words {
            #expect(
                result.errors.localizedCaseInsensitiveContains(word), "no \"\(word)\" in: \(result.errors)",
                sourceLocation: location)
        }
        for trace in ["Fatal error", "Stack dump", "Thread 0", "0x0000"] {
            #expect(!result.errors.contains(trace), "\(result.errors)", sourceLocation: location)
        }
    }

    @Test("a format that does not exist", arguments: ["schools", "computers", "devices", "lines", "agents"])
    func unknownFormat(question: String) async throws {
        let result = try await Program.parta.run([question, "--format", "xml"])
        expect(result, exit: 64, saying: "xml", "table", "json", "csv")
    }

    @Test("a database of an unknown kind, in no place, or not a database")
    func databases() async throws {
        let region = try Region()
        expect(
            try await Program.parta.run(["schools", "--database", "oracle:x"]), exit: 64, saying: "oracle:x", "sqlite:")
        expect(
            try await Program.parta.run(["serve", "--database", "sqlite:/nowhere/at/all.sqlite"]), exit: 73,
            saying: "/nowhere/at/all.sqlite")
        let typo = "sqlite:\(region.path("typo.sqlite"))"
        for question in ["schools", "computers", "devices", "lines", "agents", "enrollment"] {
            let result = try await Program.parta.run([question, "--database", typo])
            expect(result, exit: 65, saying: "there is no database at", "typo.sqlite", "parta import schools")
        }
        #expect(!FileManager.default.fileExists(atPath: region.path("typo.sqlite")), "a question makes no database")
        try Data(repeating: 0x41, count: 8192).write(to: region.folder.appending(path: "text.sqlite"))
        for command in ["schools", "serve"] {
            let result = try await Program.parta.run([command, "--database", "sqlite:\(region.path("text.sqlite"))"])
            expect(result, exit: 65, saying: "text.sqlite", "backup")
        }
    }

    @Test("a database that others can read is said, and used")
    func readableByOthers() async throws {
        let region = try Region()
        _ = try await region.codeWithoutServer()
        let file = region.path("parta.sqlite")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let result = try await region.parta("schools")
        #expect(result.exit == 0 && result.output.contains("T-1"), "\(result.errors)")
        #expect(result.errors.contains("warning:") && result.errors.contains("chmod 600 \(file)"), "\(result.errors)")
    }

    @Test("plain HTTP is for this machine alone")
    func plainOffLoopback() async throws {
        let region = try Region()
        let result = try await region.parta("serve", "--tls", "off", "--listen", "0.0.0.0:0")
        expect(result, exit: 77, saying: "0.0.0.0:0", "TLS")
    }

    @Test(
        "an address that is none",
        arguments: [
            ("--listen", "nonsense", 64, "HOST:PORT"), ("--ndt7-listen", "nonsense", 64, "HOST:PORT"),
        ] as [(String, String, Int32, String)])
    func listening(_ address: (option: String, text: String, exit: Int32, words: String)) async throws {
        let region = try Region()
        let result = try await region.parta("serve", address.option, address.text)
        expect(result, exit: address.exit, saying: address.text, address.words)
    }

    @Test("an address that another program holds", arguments: ["--listen", "--ndt7-listen"])
    func addressInUse(_ option: String) async throws {
        let region = try Region()
        try await region.start()
        let held = String(region.reportsURL.dropFirst("http://".count))
        let other = option == "--listen" ? "--ndt7-listen" : "--listen"
        let result = try await region.parta("serve", option, held, other, "127.0.0.1:0")
        expect(result, exit: 69, saying: held, "is taken")
        #expect(!result.errors.contains("bind("), "\(result.errors)")
    }

    @Test(
        "a malformed registry line names line and column, and imports nothing",
        arguments: [
            (
                "id,name_en,country,latitude,longitude\nA,One,Kazakhstan,50.1,57.1\nB,Two,Kazakhstan,north,57.2\n",
                "line 3", "latitude"
            ),
            ("id,name_en,country,pupils\nA,One,Kazakhstan,many\n", "line 2", "pupils"),
            ("id,name_en,country\nA,\"One,Kazakhstan\n", "line 2", "quote"),
            ("id,name_en,country\nA,One,Kazakhstan\nA,Again,Kazakhstan\n", "A", "twice"),
        ])
    func malformedRegistry(text: String, line: String, word: String) async throws {
        let region = try Region()
        _ = try await region.codeWithoutServer()
        try Data(text.utf8).write(to: region.folder.appending(path: "schools.csv"))
        let result = try await region.parta("import", "schools", region.path("schools.csv"))
        #expect(result.exit == 65)
        #expect(result.errors.contains(line) && result.errors.contains(word), "\(result.errors)")
        let schools = try await region.parta("schools", "--format", "csv")
        #expect(schools.output.split(separator: "\r\n").count == 2, "nothing half-imported: \(schools.output)")
    }

    @Test("a file that is not there")
    func missingFile() async throws {
        let region = try Region()
        expect(
            try await region.parta("import", "schools", region.path("none.csv")), exit: 65, saying: "none.csv")
    }

    @Test("an aggregator that is away keeps the report and says when it is tried again")
    func aggregatorAway() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let first = try await region.agent("once", "one", "--duration", "1")
        try #require(first.exit == 0, "\(first.errors)")
        try region.kill()
        let away = try await region.agent("once", "one", "--duration", "1")
        expect(away, exit: 69, saying: "127.0.0.1", "kept")
        try await region.start()
        let back = try await region.agent("once", "one", "--duration", "1")
        #expect(back.exit == 0, "\(back.errors)")
    }

    @Test(
        "servers that cannot be reached",
        arguments: [
            ("http://127.0.0.1:1", 69, "127.0.0.1:1"), ("http://nowhere.invalid:8080", 69, "found by its name"),
            ("http://203.0.113.9:8080", 77, "plain http is for this computer"), ("ftp://127.0.0.1", 64, "http"),
            ("not a url", 64, "http"),
        ] as [(String, Int32, String)])
    func unreachable(url: String, exit: Int32, words: String) async throws {
        let region = try Region()
        let made = try await region.codeWithoutServer()
        let enrolled = try await Program.agent.run(
            ["enroll", url, made, "--enrollment-file", region.path("enrollment-x")], environment: region.environment)
        guard enrolled.exit == 0 else { return expect(enrolled, exit: exit, saying: words) }
        expect(try await region.agent("once", "x", "--duration", "1"), exit: exit, saying: words)
    }

    @Test("a line that cannot be measured says so once, in every format", arguments: ["table", "json", "csv"])
    func failedMeasurement(format: String) async throws {
        let refused = try await Program.agent.run(["measure", "--server", "ws://127.0.0.1:1", "--format", format])
        expect(refused, exit: 69, saying: "Connection refused", "upload not tried, because the download failed")
        #expect(!refused.output.contains("line test:"), "\(refused.output)")
        let unknown = try await Program.agent.run(["measure", "--server", "ws://nowhere.invalid:1", "--format", format])
        expect(unknown, exit: 69, saying: "found by its name")
    }

    @Test(
        "what is no test server is a wrong argument",
        arguments: ["ws://", "ws://host:0", "http://host", "wss://", "wss://host:0"])
    func noTestServer(url: String) async throws {
        expect(try await Program.agent.run(["measure", "--server", url]), exit: 64, saying: "ws://HOST:PORT")
    }

    @Test("a mistyped code is told at once, a refused or used-up one by the aggregator")
    func codes() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let first = try await region.agent("once", "one", "--duration", "1")
        try #require(first.exit == 0, "\(first.errors)")

        let mistyped = try await Program.agent.run(
            ["enroll", region.reportsURL, "AAAAA-BBBBB", "--enrollment-file", region.path("enrollment-m")],
            environment: region.environment)
        expect(mistyped, exit: 65, saying: "30 characters")

        try FileManager.default.copyItem(atPath: region.path("enrollment-one"), toPath: region.path("enrollment-two"))
        expect(try await region.agent("once", "two", "--duration", "1"), exit: 77, saying: "used", "new one")
    }

    @Test(
        "a code that has expired or that the region does not know",
        arguments: [
            ("UPDATE enrollment SET expires_at = 1", "expired"), ("DELETE FROM enrollment", "does not know"),
        ])
    func codesWithoutUse(statement: String, words: String) async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        try await region.sql(statement, on: "parta.sqlite")
        expect(try await region.agent("once", "one", "--duration", "1"), exit: 77, saying: words)
    }

    @Test("an unreadable state directory")
    func stateDirectory() async throws {
        let region = try Region()
        try Data("x".utf8).write(to: region.folder.appending(path: "agent-file"))
        expect(try await region.agent("status", "file"), exit: 73, saying: "agent-file")
    }

    @Test("what is named and not there is said before anything is made")
    func namedAndMissing() async throws {
        let region = try Region()
        let once = try await region.agent("once", "none")
        expect(once, exit: 65, saying: "enrollment-none is not there")
        #expect(!FileManager.default.fileExists(atPath: region.path("agent-none")))
        expect(try await region.agent("status", "none"), exit: 73, saying: "agent-none cannot be opened")
        expect(
            try await Program.agent.run(["scan", "--hwdb", "/nowhere/hwdb.d"]), exit: 65, saying: "/nowhere/hwdb.d")
    }

    @Test("damaged state is called so in plain words, by every command")
    func damagedState() async throws {
        let region = try Region()
        let state = region.path("agent-bad")
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        try Data("{".utf8).write(to: URL(filePath: "\(state)/enrollment.json"))
        let enrollment = try await region.agent("status", "bad")
        expect(enrollment, exit: 65, saying: "enrollment.json is damaged")
        #expect(!enrollment.errors.contains("DecodingError"))
        try Data("short".utf8).write(to: URL(filePath: "\(state)/key"))
        expect(try await region.agent("status", "bad"), exit: 65, saying: "is no key")
    }

    @Test("a scan without a home compiles its knowledge aside and leaves nothing behind")
    func scanWithoutHome() async throws {
        let region = try Region()
        let temporary = region.path("tmp")
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        let scan = try await Program.agent.run(
            ["scan", "--format", "csv"],
            environment: ["HOME": "/dev/null", "XDG_CACHE_HOME": "", "TMPDIR": temporary])
        #expect(scan.exit == 0 && scan.errors.isEmpty, "\(scan.errors)")
        #expect(scan.output.contains("vendor_id,product_id"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
    }

    @Test("a corrupt outbox is moved aside, kept and said")
    func corruptOutbox() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let first = try await region.agent("once", "one", "--duration", "1")
        try #require(first.exit == 0, "\(first.errors)")
        try Data(repeating: 7, count: 4096).write(to: region.folder.appending(path: "agent-one/outbox.sqlite"))
        let again = try await region.agent("once", "one", "--duration", "1")
        #expect(again.exit == 0, "\(again.errors)")
        #expect(again.errors.contains("keep that file"), "\(again.errors)")
        let kept = try FileManager.default.contentsOfDirectory(atPath: region.path("agent-one"))
        #expect(kept.contains { $0.contains("corrupt") }, "\(kept)")
    }

    @Test("a database and an outbox from a newer release are left untouched")
    func newerFiles() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let first = try await region.agent("once", "one", "--duration", "1")
        try #require(first.exit == 0, "\(first.errors)")
        try await region.sql("PRAGMA user_version = 999", on: "agent-one/outbox.sqlite")
        expect(try await region.agent("once", "one", "--duration", "1"), exit: 65, saying: "newer")
        #expect(try region.stop() == 0)
        try await region.sql("INSERT INTO grdb_migrations VALUES ('9999-from-the-future')", on: "parta.sqlite")
        expect(try await region.parta("schools"), exit: 65, saying: "newer")
    }
}
