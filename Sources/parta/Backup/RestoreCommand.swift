internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import RelationalStore
internal import Reports
internal import SQLiteStore
internal import Store

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring a region back from a backup.",
        discussion: """
            Makes a new database; nothing is put in place before the backup was read to its end and every page of it checked. Agents
            hand in again what they still hold, up to two weeks of reports; docs/backup.md says what else was forgotten.
            """)

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The backup.")
    var file: String
    @Option(help: ArgumentHelp("The private key's file, as `parta backup key new` wrote it.", valueName: "file"))
    var key: String
    @Flag(help: "Move a database that is there aside; `parta serve` must be stopped.")
    var replace = false

    func run() async throws {
        try await reportingFailures {
            let now = Date()
            // Both while root is still root; then the database is made by whoever owns its directory.
            let key = try readKey()
            let backup = try BackupFile(path: file)
            let path = try database.becomeOwner()
            let restoration = try Restoration(of: backup, to: path, replacing: replace)
            let (store, manifest) = try await restoration.unpack(with: key)
            // The new statement's number is the time: one from the past is older than what agents know.
            guard now >= manifest.createdAt else {
                throw CommandFailure(
                    .badData,
                    "this computer's clock says \(Cell.time(now).plain), before the backup was made "
                        + "(\(Cell.time(manifest.createdAt).plain)); set it right (timedatectl) and restore again")
            }
            let region = try await RegionIdentity.restored(in: store, now: now)
            guard region.publicKey == manifest.region else {
                throw BackupFailure.unsound(path: file, reason: "it is not of the region it names")
            }
            let carried = replace ? try await restoration.carryDecisions(into: store) : nil
            try await store.audit(.databaseRestored, "database", "backup of \(Cell.time(manifest.createdAt).plain)")
            let agents = try await store.agents(Query(asOf: now), scope: .everything).count
            let isGiven = try await region.trust(in: store, now: now).isGiven
            let stamp = now.formatted(.iso8601.dateSeparator(.omitted).timeSeparator(.omitted))
            let aside = try restoration.place(store, aside: ".before-\(stamp)")
            print(
                RestoredText.text(
                    database: path, createdAt: manifest.createdAt, agents: agents, aside: aside, isGiven: isGiven,
                    carried: carried))
        }
    }

    private func readKey() throws -> SealingKey {
        guard let text = try? String(contentsOfFile: key, encoding: .utf8) else {
            throw CommandFailure(
                .badData,
                "cannot read \(key); give the private key's file with --key, and where only root may read it, use sudo")
        }
        guard let key = BackupKeyText.key(inFile: text) else {
            throw CommandFailure(
                .badData, "\(self.key) holds no whole private key; give the file that `parta backup key new` wrote")
        }
        return key
    }
}
