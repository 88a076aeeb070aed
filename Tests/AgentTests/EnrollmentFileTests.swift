import Agent
import Foundation
import Presentation
import Reports
import Testing

struct EnrollmentFileTests {
    private let directory: TemporaryDirectory
    private static let code = EnrollmentCode(regionKey: SigningKey().publicKey, secret: Data(repeating: 1, count: 7))

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func sample(room: String? = "12 б", label: String? = "INV = 7 #2") throws -> EnrollmentFile {
        try EnrollmentFile(server: ServerAddress("http://127.0.0.1:8080"), code: Self.code, room: room, label: label)
    }

    private func office() throws -> EnrollmentFile {
        try EnrollmentFile(server: ServerAddress("http://127.0.0.1:8080"), code: Self.code, pedagogical: false)
    }

    @Test func survivesTheRoundTrip() throws {
        let path = directory.file("etc/enrollment")
        for file in [try sample(), try sample(room: nil, label: nil), try sample(room: "", label: "x"), try office()] {
            try file.write(to: path)
            #expect(try EnrollmentFile.find(credentials: nil, path: path) == file)
            #expect(try directory.mode("etc/enrollment") == 0o600)
        }
    }

    /// What a power cut left holds a code, too; what is not this file's stays.
    @Test func leftoversOfEarlierWritingAreRemoved() throws {
        let path = directory.file("etc/enrollment")
        try sample().write(to: path)
        for name in ["enrollment.new-3f9a", "enrollment.newest", "agent.env.new-1"] {
            try Data("PARTA_CODE=x".utf8).write(to: URL(filePath: directory.file("etc/\(name)")))
        }
        try sample(room: "13").write(to: path)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.file("etc"))
        #expect(Set(names) == ["enrollment", "enrollment.newest", "agent.env.new-1"])
    }

    @Test func theCredentialComesFirst() throws {
        let path = directory.file("enrollment-of-root")
        try sample(room: "root's").write(to: path)
        try sample(room: "credential's").write(to: directory.file("enrollment"))
        #expect(try EnrollmentFile.find(credentials: directory.path, path: path)?.room == "credential's")
        // `none` is what the unit falls back to; root's file is then not asked for.
        try Data("none".utf8).write(to: URL(filePath: directory.file("enrollment")))
        #expect(try EnrollmentFile.find(credentials: directory.path, path: path) == nil)
        #expect(try EnrollmentFile.find(credentials: nil, path: directory.file("nowhere")) == nil)
    }

    @Test func forgivesWhatAnEditorAdds() throws {
        let text =
            "\n# for room 12\r\nPARTA_SERVER=http://127.0.0.1:8080\r\n  \nPARTA_CODE=\(Self.code.text.lowercased())\r\n"
        let file = try EnrollmentFile(text: text, source: "test")
        #expect(file.code == Self.code)
        #expect(file.room == nil)
    }

    @Test(arguments: [
        ("PARTA_SERVER", "line 1"), ("\nPARTA_SHCOOL=7", "line 2"), ("PARTA_ROOM=1\nPARTA_ROOM=2", "line 2"),
        ("PARTA_ROOM=\u{7}", "line 1"), ("PARTA_PEDAGOGICAL=2", "line 1"), ("PARTA_CODE=x", "PARTA_SERVER"),
        ("PARTA_SERVER=https://a", "PARTA_CODE"),
        ("PARTA_SERVER=https://a\nPARTA_CODE=AAAAA", "line 2"),
        ("PARTA_SERVER=parta.example\nPARTA_CODE=AAAAA", "line"),
        ("PARTA_SERVER=https://a\n\nPARTA_CODE=00000-00000-00000-00000-00000-00000", "line 3"), ("", "PARTA_SERVER"),
        ("PARTA_LABEL=" + String(repeating: "x", count: 401), "line 1"),
    ])
    func namesTheLine(text: String, word: String) {
        let failure = #expect(throws: EnrollmentFailure.self) {
            try EnrollmentFile(text: text, source: "/etc/parta/enrollment")
        }
        #expect(failure?.code == .badFile)
        #expect(failure?.exitStatus == .badData)
        #expect(failure?.description.contains(word) == true, "\(String(describing: failure))")
        #expect(failure?.description.contains("/etc/parta/enrollment") == true)
    }

    @Test(arguments: ["a\nPARTA_SERVER=http://evil", "tab\tbed", String(repeating: "x", count: 401)])
    func aRoomCannotSmuggleALine(room: String) {
        #expect(throws: EnrollmentFailure.self) { try sample(room: room) }
    }
}
