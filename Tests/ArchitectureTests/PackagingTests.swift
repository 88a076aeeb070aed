import Foundation
import Testing

/// The Debian packages, as far as files alone can tell: what is packed exists, and nothing linked in goes unnamed.
@Suite struct PackagingTests {
    private struct Resolved: Decodable {
        struct Pin: Decodable { var location: String }
        var pins: [Pin]
    }

    private static let debian = "packaging/debian"

    /// Files that `scripts/deb.sh` makes while it packs.
    private static let made = "stage/"

    /// The last part of a repository's address: what its checkout is called.
    private static func checkoutName(_ location: String) -> String {
        let last = location.split(separator: "/").last.map(String.init) ?? location
        return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
    }

    private static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: Checkout.root.appending(path: path).path(percentEncoded: false))
    }

    /// Files of debian/ that list what to pack, by name.
    static func lists() throws -> [String] {
        let folder = Checkout.root.appending(path: debian).path(percentEncoded: false)
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".install") || $0.hasSuffix(".docs") || $0.hasSuffix(".examples") }
            .sorted()
    }

    /// The checkouts that the copyright file speaks of as a whole.
    private static func named() throws -> Set<String> {
        try Set(
            Checkout.text("\(debian)/copyright").matches(of: /(?m)^Files: \.build\/checkouts\/([^\/\n]+)\/\*$/)
                .map { String($0.output.1) })
    }

    @Test func copyrightNamesExactlyWhatIsResolved() throws {
        let resolved = try JSONDecoder().decode(
            Resolved.self, from: Data(Checkout.text("Package.resolved").utf8))
        let linked = Set(resolved.pins.map { Self.checkoutName($0.location) })
        let named = try Self.named()
        #expect(linked.subtracting(named).isEmpty, "packaging/debian/copyright is silent about these")
        #expect(named.subtracting(linked).isEmpty, "packaging/debian/copyright names these, which nothing needs")
    }

    @Test func copyrightHoldsTheTextOfEveryLicence() throws {
        let paragraphs = try Checkout.text("\(Self.debian)/copyright").split(separator: "\n\n")
        var used: Set<String> = []
        var given: Set<String> = []
        for paragraph in paragraphs {
            guard let license = paragraph.firstMatch(of: /(?m)^License: (.+)$/)?.output.1 else { continue }
            if paragraph.hasPrefix("License: ") {
                given.insert(String(license))
            } else {
                used.formUnion(license.split(separator: /(?: and | or )/).map(String.init))
            }
        }
        #expect(used == given)
    }

    /// BoringSSL, llhttp and the like come inside other packages; their folders may move with a new version.
    @Test func copyrightSpeaksOfFoldersThatAreThere() throws {
        let text = try Checkout.text("\(Self.debian)/copyright")
        let folders = text.matches(of: /\.build\/checkouts\/([^\s*]+)/).map { String($0.output.1) }
        #expect(folders.count > 20)
        for folder in folders {
            #expect(Self.exists(".build/checkouts/\(folder)"), "\(folder)")
        }
    }

    @Test(arguments: try lists()) func whatIsPackedIsThere(_ list: String) throws {
        for line in try Checkout.text("\(Self.debian)/\(list)").split(separator: "\n") {
            let source = String(line.split(separator: " ")[0])
            guard !source.hasPrefix(Self.made) else { continue }
            let folder = source.split(separator: "*").first.map(String.init) ?? source
            #expect(Self.exists(folder), "\(list): \(source)")
        }
    }

    /// `scripts/deb.sh` lays the units beside debian/; what they start must be in the package of their name.
    @Test(arguments: [
        ("parta-agent.service", "parta-agent"), ("parta.service", "parta-aggregator"),
        ("parta-setup.service", "parta-aggregator"), ("parta-backup.service", "parta-aggregator"),
    ])
    func unitsStartWhatTheirPackageHolds(_ unit: String, _ package: String) throws {
        let script = try Checkout.text("scripts/deb.sh")
        #expect(script.contains(unit))
        let text = try Checkout.text("systemd/\(unit)")
        let program = try #require(text.firstMatch(of: /(?m)^ExecStart=(\S+)/)?.output.1)
        let (name, folder) = try (
            #require(program.split(separator: "/").last), #require(program.split(separator: "/").dropLast().last)
        )
        let install = try Checkout.text("\(Self.debian)/\(package).install").split(separator: "\n")
        #expect(install.contains { $0.contains("/\(name) ") && $0.hasSuffix("/\(folder)") }, "\(program)")
        for file in text.matches(of: /(?m)^EnvironmentFile=-\/etc\/parta\/(\S+)$/) {
            #expect(install.contains("packaging/\(file.output.1) etc/parta"), "\(file.output.1)")
        }
    }

    /// The package puts the enrolment in place where the unit and the questions look for it.
    @Test func enrolmentHasOnePlace() throws {
        for file in ["config", "postinst", "postrm"] {
            #expect(
                try Checkout.text("\(Self.debian)/parta-agent.\(file)").contains("/etc/parta/enrollment"), "\(file)")
        }
        #expect(
            try Checkout.text("systemd/parta-agent.service").contains("LoadCredential=enrollment:/etc/parta/enrollment")
        )
        #expect(
            try Checkout.text("Sources/Agent/Enrollment/EnrollmentFile.swift").contains("\"/etc/parta/enrollment\""))
    }

    /// A code in debconf's database after its use would be readable to whoever reads backups of it.
    @Test func codeIsForgottenBeforeItIsUsed() throws {
        let script = try Checkout.text("\(Self.debian)/parta-agent.postinst")
        let forgotten = try #require(script.range(of: "db_reset parta-agent/code"))
        let used = try #require(script.range(of: "| parta-agent enroll"))
        #expect(forgotten.lowerBound < used.lowerBound)
    }

    @Test(arguments: ["kk", "ru"]) func everyQuestionIsTranslated(_ language: String) throws {
        func messages(_ file: String) throws -> Set<String> {
            let text = try Checkout.text("\(Self.debian)/po/\(file)").replacing("\"\n\"", with: "")
            return Set(text.matches(of: /(?m)^msgid "(.+)"$/).map { String($0.output.1) })
        }
        let asked = try messages("templates.pot")
        #expect(asked.count >= 9)
        #expect(try messages("\(language).po") == asked)
        let text = try Checkout.text("\(Self.debian)/po/\(language).po").replacing("\"\n\"", with: "")
        #expect(!text.contains("\nmsgstr \"\"\n\n") && !text.contains("#, fuzzy"))
    }
}
