internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

extension BackupCommand {
    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key", abstract: "The key that opens backups.",
            subcommands: [Show.self, New.self, Use.self], defaultSubcommand: Show.self)

        struct Show: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "show", abstract: "Print to which public key backups are sealed (the default).")

            @OptionGroup var database: DatabaseOptions

            func run() async throws {
                try await reportingFailures {
                    guard let key = try await database.openExisting().backupKey() else {
                        throw CommandFailure(.badData, "there is none yet; make one with `parta backup key new FILE`")
                    }
                    print(BackupKeyText.text(of: key))
                }
            }
        }

        struct New: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "new",
                abstract: "Make a key pair: the private key into FILE, the public key printed and kept for backups.",
                discussion: """
                    Without FILE no backup can be opened, by nobody: keep it in two places, and away from the server. Backups made
                    before are opened by the key of their time.
                    """)

            @OptionGroup var database: DatabaseOptions
            @Argument(help: "Where to write the private key: a new file, for this account alone.")
            var file: String

            func run() async throws {
                try await reportingFailures {
                    try database.requirePresence()
                    let key = SealingKey()
                    let output = try ExclusiveFile(path: file)
                    let store: any Store
                    do {
                        try output.write(Data(BackupKeyText.file(of: key).utf8))
                        store = try database.openExisting()
                        try await store.noting(.backupKeyChanged, "backup key", key.publicKey.id)
                            .setBackupKey(key.publicKey, at: Date())
                    } catch {
                        output.discard()
                        throw error
                    }
                    print(BackupKeyText.text(of: key.publicKey))
                    Terminal.say(
                        "take \(DisplayText.harmless(file)) away from this server and keep it in two places: "
                            + "nothing else opens the backups")
                }
            }
        }

        struct Use: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "use", abstract: "Seal backups to a public key that was made elsewhere.")

            @OptionGroup var database: DatabaseOptions
            @Argument(help: ArgumentHelp("As `parta backup key new` printed it.", valueName: "public"))
            var key: String

            func run() async throws {
                try await reportingFailures {
                    guard let key = BackupKeyText.publicKey(key) else {
                        throw CommandFailure(
                            .usage, "\"\(self.key)\" is no whole public key; copy what `parta backup key new` printed")
                    }
                    let store = try database.openExisting()
                    try await store.noting(.backupKeyChanged, "backup key", key.id).setBackupKey(key, at: Date())
                    Terminal.say("backups are sealed to \(key.id) from now on")
                }
            }
        }
    }
}
