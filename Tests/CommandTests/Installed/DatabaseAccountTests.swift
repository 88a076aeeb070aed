import Foundation
import Testing

/// What root types beside the service: it must work on the service's database, and leave nothing of root's there.
@Suite(
    "Root beside the service's database", .enabled(if: InstalledMachine.isRoot, "wants root"),
    .timeLimit(.minutes(2)))
struct DatabaseAccountTests {
    private static let schools = "id,name_en,country,region,district\nT-1,Test school,Kazakhstan,Aktobe,Alga\n"

    @Test("files that only root may open are read and written, and the database stays its owner's")
    func journey() async throws {
        let machine = try InstalledMachine()
        try machine.write(Self.schools, to: "root/schools.csv")
        let commands = [
            ["import", "schools", machine.path("root/schools.csv")],
            ["token", "new", "--role", "admin", "--name", "first", "--output", machine.path("root/token")],
            ["enrollment", "new", "--school", "T-1", "--offline", machine.path("root/enrollment")],
            ["backup", "key", "new", machine.path("root/key")],
            ["backup", machine.path("service/region.backup")],
            ["region", "rotate", "--sealing"],
        ]
        for command in commands {
            let result = try await machine.run(command)
            #expect(result.exit == 0, "\(command): \(result.errors)")
        }
        // As one that was carried here on a stick.
        let carried = try Data(contentsOf: URL(filePath: machine.path("service/region.backup")))
        try carried.write(to: URL(filePath: machine.path("root/region.backup")))
        let restored = try await machine.parta(
            "restore", machine.path("root/region.backup"), "--key", machine.path("root/key"), "--replace")
        #expect(restored.exit == 0, "\(restored.errors)")
        #expect(try machine.owners(in: "service").values.allSatisfy { $0 == InstalledMachine.account })
        #expect(try machine.owners(in: "root").values.allSatisfy { $0 == 0 })
        let audit = try await machine.parta("audit", "--format", "csv")
        #expect(audit.output.contains(",root,schools_imported,"), "\(audit.output)")
    }

    @Test("the first token goes into a file for its owner alone, once, and is good for everything")
    func firstToken() async throws {
        let machine = try InstalledMachine()
        let arguments = ["token", "new", "--role", "admin", "--name", "first", "--output", machine.path("root/token")]
        let early = try await machine.run(arguments)
        #expect(early.exit == 65 && early.errors.contains("no database"), "\(early.errors)")
        #expect(try machine.owners(in: "root").isEmpty)
        try machine.write(Self.schools, to: "root/schools.csv")
        _ = try await machine.parta("import", "schools", machine.path("root/schools.csv"))

        let made = try await machine.run(arguments)
        #expect(made.exit == 0 && made.output.isEmpty, "\(made.errors)")
        let token = try String(contentsOfFile: machine.path("root/token"), encoding: .utf8)
        #expect(token.wholeMatch(of: /parta_[A-Za-z0-9_-]{43}\n/) != nil)
        #expect(try machine.mode(of: "root/token") == 0o600)
        let again = try await machine.run(arguments)
        #expect(again.exit == 73 && again.errors.contains("left as it is"), "\(again.errors)")
        #expect(try String(contentsOfFile: machine.path("root/token"), encoding: .utf8) == token)
        let listed = try await machine.parta("token", "list")
        #expect(listed.output.contains("everything"), "\(listed.output)")
    }

    @Test("where the database's owner may not write a backup, it is said whose account it is")
    func backupElsewhere() async throws {
        let machine = try InstalledMachine()
        try machine.write(Self.schools, to: "root/schools.csv")
        _ = try await machine.parta("import", "schools", machine.path("root/schools.csv"))
        _ = try await machine.parta("backup", "key", "new", machine.path("root/key"))
        let result = try await machine.parta("backup", machine.path("root/backup"))
        #expect(result.exit == 77 && result.errors.contains("nobody"), "\(result.errors)")
    }

    @Test("another account is told to use sudo")
    func otherAccount() async throws {
        let machine = try InstalledMachine()
        try machine.write(Self.schools, to: "root/schools.csv")
        _ = try await machine.parta("import", "schools", machine.path("root/schools.csv"))
        let result = try await machine.parta(
            "schools", through: ["setpriv", "--reuid=65533", "--regid=65533", "--clear-groups"])
        #expect(result.exit == 77 && result.errors.contains("sudo"), "\(result.errors)")
    }
}
