import Foundation
import Testing

/// The page's commands print what the page says: it is a golden file, written anew with `PARTA_WRITE_GOLDEN=1`.
@Suite("docs/queries.md", .timeLimit(.minutes(5)))
struct QuestionsPageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let page = root.appending(path: "docs/queries.md")
    private static let indent = "    "

    /// A command of the page and the lines below it.
    struct Question: CustomTestStringConvertible {
        /// As it stands on the page, over one line or several.
        var lines: [String]
        var output: [String]

        var command: String {
            lines.map { line in
                let text = line.trimmingCharacters(in: .whitespaces)
                return text.hasSuffix("\\") ? String(text.dropLast()) : text
            }.joined().replacing("$ parta ", with: "", maxReplacements: 1)
        }

        /// Words, those between quotes as one.
        var arguments: [String] {
            command.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { place, part in
                place.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
            }
        }

        var testDescription: String { command }
    }

    /// The page cut into text and questions.
    enum Part {
        case text(String)
        case question(Question)
    }

    static func parts(of page: String) -> [Part] {
        var parts: [Part] = []
        var lines = page.components(separatedBy: "\n")[...]
        while let line = lines.popFirst() {
            guard line.hasPrefix(indent + "$ parta ") else {
                parts.append(.text(line))
                continue
            }
            var question = Question(lines: [line], output: [])
            while question.lines.last?.hasSuffix("\\") == true, let more = lines.popFirst() {
                question.lines.append(more)
            }
            while let next = lines.first, next.hasPrefix(indent), !next.hasPrefix(indent + "$ ") {
                question.output.append(String(lines.removeFirst().dropFirst(indent.count)))
            }
            parts.append(.question(question))
        }
        return parts
    }

    @Test("every command prints what the page says")
    func page() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "parta-page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = "sqlite:\(folder.path)/made.sqlite"
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let making = try #require(
            text.components(separatedBy: "\n").first { $0.hasPrefix("    parta example country") })
        let options = making.split(separator: " ").map(String.init).dropFirst().map {
            $0 == "sqlite:made.sqlite" ? database : $0
        }
        let made = try await Program.parta.run(Array(options))
        try #require(made.exit == 0, "\(made.errors)")
        var written: [String] = []
        var questions = 0
        for part in Self.parts(of: text) {
            switch part {
            case .text(let line): written.append(line)
            case .question(let question):
                questions += 1
                let output = try await answer(question, database)
                #expect(!output.isEmpty, "\(question.command)")
                if !Self.isWriting { #expect(output == question.output, "\(question.command)") }
                written += question.lines + output.map { $0.isEmpty ? "" : Self.indent + $0 }
            }
        }
        #expect(questions >= 20)
        if Self.isWriting {
            try written.joined(separator: "\n").write(to: Self.page, atomically: true, encoding: .utf8)
        }
    }

    private static var isWriting: Bool { ProcessInfo.processInfo.environment["PARTA_WRITE_GOLDEN"] != nil }

    private func answer(_ question: Question, _ database: String) async throws -> [String] {
        let arguments = question.arguments.map {
            $0.hasPrefix("examples/") ? Self.root.appending(path: $0).path(percentEncoded: false) : $0
        }
        let result = try await Program.parta.run(arguments, environment: ["PARTA_DATABASE": database])
        #expect(result.exit == 0, "\(question.command): \(result.errors)")
        return result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
