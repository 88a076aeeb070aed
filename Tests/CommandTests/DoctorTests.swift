import Foundation
import Testing

@testable import parta

@Suite("parta doctor", .timeLimit(.minutes(2)))
struct DoctorTests {
    private func lines(_ result: Program.Result) throws -> [String: DoctorLine] {
        Dictionary(uniqueKeysWithValues: try result.json([DoctorLine].self).map { ($0.check, $0) })
    }

    @Test("a region that serves is well, up to what nobody has set up yet")
    func well() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let once = try await region.agent("once", "one", "--duration", "1")
        try #require(once.exit == 0, "\(once.errors)")
        let first = try await region.parta("doctor", "--format", "json", "--url", region.reportsURL)
        #expect(first.exit == 0, "\(first.errors)")
        let found = try lines(first)
        #expect(found["backup"]?.verdict == .warn && found["backup"]?.advice?.contains("backup key new") == true)
        for check in ["database", "keys", "certificate", "listener", "clock", "connections", "clones", "settings"] {
            #expect(found[check]?.verdict == .ok, "\(String(describing: found[check]))")
        }
        #expect(found["connections"]?.finding.contains(" of ") == true, "the server was not found by its lock")
        #expect(found["silent agents"]?.finding == "0 of 1")
        #expect(found.values.allSatisfy { ($0.verdict == .ok) == ($0.advice == nil) })

        try await region.parta("backup", "key", "new", region.path("key"))
        let backup = try await region.parta("backup", region.path("b"))
        #expect(backup.exit == 0, "\(backup.errors)")
        let second = try lines(try await region.parta("doctor", "--format", "json", "--url", region.reportsURL))
        #expect(second["backup"]?.verdict == .ok && second["backup"]?.finding.contains(region.path("b")) == true)
        // Looking has not let go of what the server holds.
        #expect(
            try await region.parta("restore", region.path("b"), "--key", region.path("key"), "--replace").exit == 69)
    }

    @Test("over TLS the server is known by its key, and another's key is a failure")
    func overTLS() async throws {
        let (region, other) = (try Region(), try Region())
        for region in [region, other] {
            try Data("id,name_en,country\nT-1,Test school,Kazakhstan\n".utf8)
                .write(to: region.folder.appending(path: "schools.csv"))
            try await region.parta("import", "schools", region.path("schools.csv"))
        }
        let server = try Child(
            [
                Program.parta.path.path(percentEncoded: false), "serve", "--tls", "on", "--listen", "127.0.0.1:0",
                "--ndt7-listen", "127.0.0.1:0",
            ], environment: region.environment)
        let said = try await server.says("reports at ")
        let url = try #require(
            said.split(whereSeparator: { $0 == " " || $0 == "," }).first { $0.hasPrefix("https://") })
        let own = try await region.parta("doctor", "--format", "json", "--url", String(url))
        let listener = try lines(own)["listener"]
        #expect(own.exit == 0 && listener?.finding.contains("a key of the region's") == true, "\(own)")
        let foreign = try await other.parta("doctor", "--format", "json", "--url", String(url))
        #expect(foreign.exit == 69, "\(foreign)")
        #expect(try lines(foreign)["listener"]?.finding.contains("does not name") == true)
    }

    @Test("what is wrong is said with what to do, and the exit code tells data from a silent server")
    func sick() async throws {
        let region = try Region()
        let none = try await region.parta("doctor", "--format", "json")
        #expect(none.exit == 65)
        #expect(try lines(none)["database"]?.advice?.contains("there is no database") == true)
        try Data("id,name_en,country\nT-1,Test school,Kazakhstan\n".utf8)
            .write(to: region.folder.appending(path: "schools.csv"))
        try await region.parta("import", "schools", region.path("schools.csv"))
        let silent = try await region.parta("doctor", "--format", "json", "--url", "http://127.0.0.1:1")
        #expect(silent.exit == 69)
        #expect(try lines(silent)["listener"]?.verdict == .fail)
        try await region.sql("UPDATE region_secret SET value = x'00' WHERE name = 'signing_key'", on: "parta.sqlite")
        let damaged = try await region.parta("doctor", "--format", "json")
        #expect(damaged.exit == 65)
        #expect(try lines(damaged)["keys"]?.advice?.contains("signing_key") == true)
        #expect(try await region.parta("doctor", "--url", "nowhere").exit == 64)
    }

    @Test("a database with a damaged page is found")
    func damagedPage() async throws {
        let region = try Region()
        try Data("id,name_en,country\nT-1,Test school,Kazakhstan\n".utf8)
            .write(to: region.folder.appending(path: "schools.csv"))
        try await region.parta("import", "schools", region.path("schools.csv"))
        // Pages as a dying disk leaves them; the first two are good, so that it opens.
        let database = try FileHandle(forUpdating: URL(filePath: region.path("parta.sqlite")))
        let size = try database.seekToEnd()
        for page in stride(from: UInt64(8_192), to: size, by: 4_096) {
            try database.seek(toOffset: page + 2_000)
            try database.write(contentsOf: Data(repeating: 0xA5, count: 2_096))
        }
        try database.close()
        let result = try await region.parta("doctor", "--format", "json")
        #expect(result.exit == 65, "\(result)")
        #expect(try lines(result)["database"]?.verdict == .fail)
    }
}
