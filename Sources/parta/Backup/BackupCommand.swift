internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back the region up into one file that only the administrator's key opens.",
        discussion: """
            Once: `parta backup key new FILE`, and take FILE away from the server. Then, every night, beside a running
            `parta serve`: `parta backup FILE`. `parta restore` brings it back; docs/backup.md says more.
            """,
        subcommands: [Write.self, Key.self], defaultSubcommand: Write.self)

    struct Write: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "write",
            abstract: "Write a backup (the default).",
            discussion: """
                A consistent copy of the whole database with all keys of the region, compressed and sealed. FILE is replaced when
                the new one is whole and on the disk. Needs free space for one copy of the database beside it.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The backup's file.")
        var file: String
        @Option(
            help: ArgumentHelp(
                "Seal it to this public key (default: the one that `parta backup key` shows).", valueName: "public"))
        var to: String?

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                let key = try await key(in: store)
                let region = try await RegionIdentity.load(from: store)
                let note = try await store.noting(.databaseBackedUp, "database", "sealed to \(key.id)")
                    .backUp(to: file, key: key, region: region.publicKey, at: Date())
                Terminal.say("\(DisplayText.harmless(file)): \(note.bytes) bytes, sealed to \(note.key)")
                if try await region.trust(in: store).isGiven {
                    Terminal.say(
                        "note: the certificate and key that were given with --tls-certificate and --tls-key lie in files of "
                            + "their own and are not in the backup: keep them too")
                }
            }
        }

        private func key(in store: any Store) async throws -> SealingPublicKey {
            if let to {
                guard let key = BackupKeyText.publicKey(to) else {
                    throw CommandFailure(
                        .usage,
                        "\"\(to)\" is no whole public key; copy what `parta backup key new` or `parta backup key` printed"
                    )
                }
                return key
            }
            guard let key = try await store.backupKey() else {
                throw CommandFailure(
                    .badData,
                    "there is no key to seal a backup to, and in the clear it would give the region's keys away; "
                        + "make one with `parta backup key new FILE`, or give --to PUBLIC")
            }
            return key
        }
    }
}
