internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

extension ImportCommand {
    struct Bundle: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "bundle",
            abstract: "Take in what computers without Internet wrote with `parta-agent export`.",
            discussion: """
                Takes bundles, and all .bundle files of directories; what came over the line already is counted once. Writes one
                acknowledgement file for the way back: `parta-agent acknowledge FILE` on each computer lets it forget what has
                arrived. A file that cannot be taken is named with its reason, the others are taken, and the exit code is 65.
                """)

        @OptionGroup var database: DatabaseOptions

        @Argument(help: "Bundles, or directories of them.")
        var files: [String]

        @Option(
            help: ArgumentHelp(
                "Where to write the acknowledgements (default: parta-DATE.ack beside the first bundle).",
                valueName: "file"))
        var acknowledgements: String?

        @Option(help: "How to write what became of each file: table, json or csv.")
        var format: OutputFormat = .table

        func run() async throws {
            try await reportingFailures {
                let bundles = try BundleFiles(files)
                let paths = bundles.paths
                guard !paths.isEmpty else {
                    throw CommandFailure(.badData, "there is no .bundle file in \(files.joined(separator: ", "))")
                }
                let changesAccount = try database.changesAccount
                let opened = changesAccount ? bundles.opened() : [:]
                let answers = try AcknowledgementFile(
                    acknowledgements, beside: paths[0], now: Date(), opened: changesAccount)
                let results: [BundleResult]
                do {
                    results = try await take(paths, opened, answeringIn: answers)
                } catch {
                    answers.discard()
                    throw error
                }
                if !results.allSatisfy(\.isGood) { throw ExitCode(SystemExit.badData.rawValue) }
            }
        }

        /// Takes the files, says what became of each, and writes the answers.
        private func take(
            _ paths: [String], _ opened: [String: FileHandle], answeringIn answers: AcknowledgementFile
        ) async throws -> [BundleResult] {
            let store = try database.openOrCreate()
            let region = try await RegionIdentity.load(from: store)
            let importer = BundleImporter(store: store, region: region, keys: try SealingKeys(of: region, now: Date()))
            var book = AcknowledgementBook()
            var results: [BundleResult] = []
            for (number, path) in paths.enumerated() {
                if Terminal.showsProgress {
                    Terminal.progress(DisplayText.harmless("\(number + 1) of \(paths.count): \(path)"))
                }
                results.append(try await take(path, opened[path], by: importer, into: &book))
            }
            if Terminal.showsProgress { Terminal.endProgress() }
            try write(results)
            Terminal.say(Self.summary(results))
            guard !book.isEmpty else {
                answers.discard()
                return results
            }
            let now = Date()
            let desk = SettingsDesk(store: store, region: region)
            let trust = try await region.trust(in: store, now: now).statements
            let file = try await book.file(by: region, now: now, trust: trust) { school in
                try await desk.envelope(for: school, at: now)?.text
            }
            try answers.write(file)
            Terminal.say("wrote the answers to \(book.count) computers to \(DisplayText.harmless(answers.path))")
            return results
        }

        private func take(
            _ path: String, _ opened: FileHandle?, by importer: BundleImporter, into book: inout AcknowledgementBook
        ) async throws -> BundleResult {
            var result: BundleResult
            if let handle = opened ?? FileHandle(forReadingAtPath: path) {
                defer { try? handle.close() }
                do {
                    let noting = { (result: BundleResult) in
                        AuditEntry.now(.bundlesImported, path, Self.summary([result]))
                    }
                    result = try await importer.take(into: &book, noting: noting) {
                        guard let piece = try handle.read(upToCount: 262_144), !piece.isEmpty else { return nil }
                        return piece
                    }
                } catch let error as CocoaError {
                    result = BundleResult()
                    result.message = "cannot be read to its end (\(error.localizedDescription))"
                }
            } else {
                result = BundleResult()
                result.message = "cannot be opened: check the path and who may read it"
            }
            result.file = path
            return result
        }

        private func write(_ results: [BundleResult]) throws {
            switch format {
            case .json: print(String(decoding: try ReportCoder.encode(results, pretty: true), as: UTF8.self))
            case .csv: print(CSVText.render(results, columns: Self.columns), terminator: "")
            case .table:
                print(TextTable.render(results, columns: Self.columns, width: Terminal.width), terminator: "")
            }
        }

        static func summary(_ results: [BundleResult]) -> String {
            let failed = results.count { !$0.isGood }
            let stored = results.reduce(0) { $0 + $1.stored }
            let known = results.reduce(0) { $0 + $1.duplicates }
            let enrolled = results.count { $0.enrolled }
            var text =
                "\(results.count) file\(results.count == 1 ? "" : "s"): \(stored) reports were new, \(known) had come before"
            if enrolled > 0 { text += ", \(enrolled) computer\(enrolled == 1 ? " was" : "s were") taken in" }
            if failed > 0 { text += "; \(failed) file\(failed == 1 ? " was" : "s were") not taken whole" }
            return text
        }

        static let columns: [Column<BundleResult>] = [
            Column("File", key: "file") { .text($0.file) },
            Column("Outcome", key: "outcome") { .text($0.outcome?.rawValue ?? "unreadable") },
            Column("Agent", key: "agent") { .text($0.agent?.text) },
            Column("School", key: "school") { .text($0.school) },
            Column("New", key: "stored") { .integer($0.stored) },
            Column("Before", key: "duplicates") { .integer($0.duplicates) },
            Column("Refused", key: "refused") { .integer($0.refused) },
            Column("Why", key: "message") { .text($0.message) },
        ]
    }
}
