internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports

/// Where a question is answered: by a database here, or by a server elsewhere.
struct SourceOptions: ParsableArguments {
    static let variable = "PARTA_TOKEN"
    /// A token has 49 bytes.
    private static let largestTokenFile = 4_096

    @OptionGroup var database: DatabaseOptions

    @Option(help: ArgumentHelp("Ask this server over its reading API, not a database.", valueName: "url"))
    var server: String?

    @Option(
        help: ArgumentHelp(
            "With --server: the file that holds the token, - for standard input (default: $\(SourceOptions.variable)).",
            valueName: "file"))
    var token: String?

    @Option(
        help: ArgumentHelp(
            "With --server: the key that it must show, as `parta region show` says there (default: a certificate that this "
                + "computer trusts).", valueName: "pin"))
    var pin: String?

    func validate() throws {
        guard server != nil || (token == nil && pin == nil) else {
            throw ValidationError("--token and --pin go with --server.")
        }
        guard server == nil || database.database == nil else {
            throw ValidationError("Give --server or --database, not both.")
        }
        if let pin, ServerPin(pin) == nil {
            throw ValidationError("--pin wants what `parta region show` says: sha256/ and 43 characters.")
        }
    }

    /// - Throws: `CommandFailure`, `ReadingFailure`, `StoreFailure`.
    func open() throws -> any QuerySource {
        guard let server else { return StoreSource(try database.openExisting()) }
        return try ServerSource(ReadingServer(server, pin: pin.flatMap { ServerPin($0) }), token: secret())
    }

    /// Never from the command line itself, which every account of this computer can read.
    private func secret() throws -> String {
        let text: String
        switch token {
        case "-"?: text = try Self.read(.standardInput, "standard input")
        case let path?:
            guard let file = FileHandle(forReadingAtPath: path) else {
                throw CommandFailure(
                    .badData, "the token's file \(path) cannot be read; name a file that this account may read")
            }
            text = try Self.read(file, path)
        case nil:
            guard let set = ProcessInfo.processInfo.environment[Self.variable], !set.isEmpty else {
                throw CommandFailure(
                    .usage,
                    "--server wants a token: --token FILE, --token - or the environment variable \(Self.variable)")
            }
            text = set
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func read(_ file: FileHandle, _ name: String) throws -> String {
        do {
            return String(decoding: try file.read(upToCount: largestTokenFile) ?? Data(), as: UTF8.self)
        } catch {
            throw CommandFailure(.badData, "\(name) cannot be read (\(error.localizedDescription))")
        }
    }
}
