import ExchangeRows
import Foundation
import Testing

@testable import Exchange

/// What a reader writes before its end.
private let wholeRows = """
    echo '{"header":{"layer":"s","columns":[{"name":"id","kind":"text"}],"others":[]}}'
    echo '{"row":{"number":2,"cells":["A"]}}'
    """

// One after another: a program that is written while another process starts cannot be run.
@Suite("The reader in a process of its own", .serialized, .timeLimit(.minutes(1)))
struct ExchangeProgramTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "parta-exchange-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// A program that does what `script` says, in the reader's place.
    private func program(_ script: String, wallSeconds: Int = 30) throws -> ExchangeProgram {
        let path = folder.appending(path: "program").path(percentEncoded: false)
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return ExchangeProgram(path: path, limits: ExchangeLimits(wallSeconds: wallSeconds))
    }

    @Test("header, rows and end are a sheet")
    func whole() throws {
        let sheet = try program(wholeRows + "\necho '{\"end\":1}'").read("/f", .xlsx, layer: nil)
        #expect(sheet.header.layer == "s")
        #expect(sheet.rows == [TableRow(number: 2, cells: [.text("A")])])
    }

    @Test(
        "whatever becomes of it is said, and never taken for a whole file",
        arguments: [
            (wholeRows, "was read only in part"), (wholeRows + "\necho '{\"end\":2}'", "was read only in part"),
            (wholeRows + "\necho '{\"row\":{\"number\":3,\"cells\":[]}}'\necho '{\"end\":2}'", "was read only in part"),
            ("echo nonsense", "was read only in part"), ("echo 'holds no rows' >&2; exit 65", "holds no rows"),
            ("kill -KILL $$", "60 s of processor time"),
            ("kill -SEGV $$", "1024 MiB of memory"),
            (#"exec yes "{\"row\":{\"number\":2,\"cells\":[\"$(printf %09000d 0)\"]}}""#, "64 MiB of text"),
            ("echo 'libgdal.so.32: cannot open' >&2; exit 127", "libgdal.so.32"),
        ])
    func ends(_ script: String, _ words: String) throws {
        let program = try program(script)
        let failure = #expect(throws: ExchangeFailure.self) { try program.read("/f", .xlsx, layer: nil) }
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
    }

    @Test("one that never ends is ended")
    func never() throws {
        let program = try program("exec sleep 600", wallSeconds: 1)
        let failure = #expect(throws: ExchangeFailure.self) { try program.read("/f", .xlsx, layer: nil) }
        #expect(failure == .limit("1 s"))
    }

    @Test("one that is not there is said to be missing, whatever the file")
    func missing() throws {
        let program = ExchangeProgram(path: "/nonexistent/parta-exchange")
        let file = folder.appending(path: "a.geojson").path(percentEncoded: false)
        try Data("{}".utf8).write(to: URL(filePath: file))
        #expect(throws: ExchangeFailure.notInstalled(program.path)) { try TableFile.read(file, by: program) }
    }

    @Test("a writer that fails leaves no file and says why")
    func writing() throws {
        let target = folder.appending(path: "out.xlsx").path(percentEncoded: false)
        let program = try program("cat > /dev/null; echo 'no space left' >&2; exit 73")
        let file = try ExportFile(
            target, as: .exchange(.xlsx), header: TableHeader(layer: "s", columns: [TableColumn("id")]), by: program)
        try file.write(TableRow(number: 1, cells: [.text("A")]))
        let failure = #expect(throws: ExportFailure.self) { try file.finish() }
        #expect(failure?.description.contains("no space left") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)) == ["program"])
    }

    @Test("what cannot be written is said before it is computed")
    func before() throws {
        let (there, missing) = (try program("exit 0"), ExchangeProgram(path: "/nonexistent/parta-exchange"))
        let target = folder.appending(path: "out.xlsx").path(percentEncoded: false)
        try ExportFile.check(target, as: .exchange(.xlsx), replaces: false, by: there)
        try ExportFile.check(target, as: .csv, replaces: false, by: missing)
        #expect(throws: ExchangeFailure.notInstalled(missing.path)) {
            try ExportFile.check(target, as: .exchange(.xlsx), replaces: false, by: missing)
        }
        #expect(throws: ExportFailure.cannotWrite("/nonexistent/out.csv", reason: "No such file or directory")) {
            try ExportFile.check("/nonexistent/out.csv", as: .csv, replaces: true, by: there)
        }
        #expect(throws: ExportFailure.exists(there.path)) {
            try ExportFile.check(there.path, as: .csv, replaces: false, by: there)
        }
        try ExportFile.check(there.path, as: .csv, replaces: true, by: there)
    }
}
