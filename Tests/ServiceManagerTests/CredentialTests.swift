import Foundation
import ServiceManager
import Testing

struct CredentialTests {
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "credentials-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    @Test(arguments: [
        ("4c4c4544-0042\n", "4c4c4544-0042"), ("  two words \n", "two words"), ("none", nil), ("none\n", nil),
        ("", nil),
        (" \n", nil), ("nonesuch", "nonesuch"),
    ])
    func readsTextOrAbsence(content: String, expected: String?) throws {
        try Data(content.utf8).write(to: directory.appending(path: "product_uuid"))
        defer { try? FileManager.default.removeItem(at: directory) }
        #expect(try Credential.read("product_uuid", from: directory.path) == expected)
    }

    @Test func isAbsentWithoutFileOrDirectory() throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        #expect(try Credential.read("product_uuid", from: directory.path) == nil)
        #expect(try Credential.read("product_uuid", from: nil) == nil)
    }

    @Test(arguments: [
        (Data(repeating: 65, count: Credential.limitBytes + 1), "larger"), (Data([0xff, 0xfe]), "UTF-8"),
    ])
    func refusesWhatIsNoCredential(content: Data, word: String) throws {
        try content.write(to: directory.appending(path: "enrollment"))
        defer { try? FileManager.default.removeItem(at: directory) }
        let failure = #expect(throws: CredentialFailure.self) {
            try Credential.read("enrollment", from: directory.path)
        }
        #expect(failure?.description.contains(word) == true)
        #expect(failure?.description.contains(directory.path) == true)
    }
}
