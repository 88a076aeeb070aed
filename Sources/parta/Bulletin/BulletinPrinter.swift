internal import Foundation
internal import Glibc
internal import Presentation

/// Makes a PDF of a page through Chromium, which asks nobody for anything on the way.
struct BulletinPrinter {
    static let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    static let patienceSeconds = 60.0

    private let program: String

    /// - Throws: `CommandFailure` where there is no such program.
    init(path: String = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin") throws {
        let files = FileManager.default
        let candidates = path.split(separator: ":").flatMap { folder in Self.names.map { "\(folder)/\($0)" } }
        guard let found = candidates.first(where: files.isExecutableFile) else {
            throw CommandFailure(
                .unavailable,
                "a PDF is made by Chromium, and there is none: install it (apt install chromium), or write --format html "
                    + "and print that")
        }
        program = found
    }

    /// - Throws: `CommandFailure` where Chromium fails or takes too long.
    func pdf(of html: String) throws -> Data {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "parta-bulletin-\(UUID().uuidString)")
        try files.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? files.removeItem(at: folder) }
        let (page, pdf) = (folder.appending(path: "bulletin.html"), folder.appending(path: "bulletin.pdf"))
        try Data(html.utf8).write(to: page)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = [
            "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-pdf-header-footer",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(folder.appending(path: "profile").path())",
            "--print-to-pdf=\(pdf.path())", page.absoluteString,
        ]
        // Its sandbox cannot be set up by root; the page is our own and runs nothing.
        if geteuid() == 0 { process.arguments?.insert("--no-sandbox", at: 0) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw CommandFailure(.unavailable, "\(program) cannot be started: \(error.localizedDescription)")
        }
        let deadline = Date().addingTimeInterval(Self.patienceSeconds)
        while process.isRunning {
            guard Date() < deadline else {
                kill(process.processIdentifier, SIGKILL)
                throw CommandFailure(
                    .unavailable,
                    "\(program) made no PDF within \(Int(Self.patienceSeconds)) seconds: write --format html")
            }
            usleep(50_000)
        }
        guard process.terminationStatus == 0, let data = files.contents(atPath: pdf.path()),
            data.starts(with: Data("%PDF".utf8))
        else {
            throw CommandFailure(
                .unavailable, "\(program) made no PDF (it ended with \(process.terminationStatus)): write --format html"
            )
        }
        return data
    }
}
