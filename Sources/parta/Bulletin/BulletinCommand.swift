internal import Aggregator
internal import ArgumentParser
internal import Dashboard
internal import Foundation
internal import Presentation
internal import Store

struct BulletinCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bulletin",
        abstract: "What changed in an area over a period, to send or print: in Kazakh, Russian or English.",
        discussion: """
            Lines and equipment with their trend, schools that improved or fell silent, programmes' indicators against their \
            targets, enrolment where it was imported; the same numbers in each language, and no count of fewer than ten \
            children:
            parta bulletin --area Kazakhstan/Aktobe/Alga --lang kk > bulletin.html
            parta bulletin --area Kazakhstan/Aktobe/Alga --lang ru --format pdf --out bulletin.pdf
            A PDF is made by Chromium, where it is installed.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case html, pdf, md
    }

    @OptionGroup var database: DatabaseOptions
    @Option(help: ArgumentHelp("The area, as its path; all there is without it.", valueName: "area"))
    var area: String?
    @OptionGroup var period: PeriodOption
    @Option(help: "The bulletin's language: kk, ru or en.")
    var lang: Language = .en
    @Option(help: "How to write it: html, pdf or md.")
    var format: Format = .html
    @Option(
        help: ArgumentHelp(
            "The editor's own words, in the bulletin's language: a text file, its paragraphs apart by empty lines.",
            valueName: "file"))
    var editor: String?
    @Option(help: ArgumentHelp("Write it to this new file (a PDF wants one).", valueName: "file"))
    var out: String?
    @Option(help: ArgumentHelp("Where the texts are (default: as installed).", valueName: "folder"))
    var web: String?

    func validate() throws {
        if format == .pdf, out == nil { throw ValidationError("A PDF wants a file: --out bulletin.pdf") }
    }

    func run() async throws {
        try await reportingFailures {
            let words = try editor.map(Self.paragraphs) ?? []
            let printer = format == .pdf ? try BulletinPrinter() : nil
            let store = try database.openExisting()
            let texts = try WebFolder(web ?? WebFolder.found()).catalogue
            var query = period.applied(to: Query(asOf: Date(), language: lang, suppression: .publicPages))
            query.area = area
            let reading = try await BulletinReader(store: store, query: query).reading()
            let document = BulletinText(reading, wording: Wording(texts, lang), editor: words).document
            switch format {
            case .html: try write(Data(document.html.utf8))
            case .md: try write(Data(document.markdown.utf8))
            case .pdf: try write(try printer?.pdf(of: document.html) ?? Data())
            }
        }
    }

    private func write(_ data: Data) throws {
        guard let out else {
            FileHandle.standardOutput.write(data)
            return
        }
        let file = try ExclusiveFile(path: out, mode: 0o644)
        do {
            try file.write(data)
        } catch {
            file.discard()
            throw error
        }
        Terminal.say("\(out) is written")
    }

    static let editorLimitBytes = 16_384

    /// - Throws: `CommandFailure` for what is no text, or too long.
    private static func paragraphs(_ path: String) throws -> [String] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.badData, "\(path) cannot be read: check that it is there and who may read it")
        }
        guard data.count <= editorLimitBytes, let text = String(validating: data, as: UTF8.self) else {
            throw CommandFailure(
                .badData, "\(path) is no text of at most \(editorLimitBytes) bytes in UTF-8: save it as such")
        }
        return text.replacing("\r\n", with: "\n").components(separatedBy: "\n\n").map {
            $0.trimmingCharacters(in: .whitespacesAndNewlines)
        }.filter { !$0.isEmpty }
    }
}
