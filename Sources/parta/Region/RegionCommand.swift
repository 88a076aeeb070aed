internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct RegionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "region",
        abstract: "Who the region is to its agents: fingerprint, servers' keys, where they are.",
        discussion: """
            Agents believe a server by its key (its pin), not by its name or a certificate authority. The region signs which keys
            its servers have, and where they are, in numbered statements that stay served for ever.
            """,
        subcommands: [Show.self, Rotate.self, Servers.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the region's fingerprint, its newest statement, and which keys are meant (the default).")

        @OptionGroup var database: DatabaseOptions
        @Option(help: "How to write the answer: table, json or csv.")
        var format: OutputFormat = .table

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                let region = try await RegionIdentity.load(from: store)
                try RegionRow(region, try await region.trust(in: store)).write(as: format)
            }
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the next server key the current one, and another one the next.",
            discussion: """
                A running server shows the new key within a minute; connections that stand go on. Agents that were told of the next
                key notice nothing; those away for longer find the statement and walk on. Wait a term between two rotations,
                unless a key was stolen: then rotate twice, so that the stolen one and what was published beside it are gone.
                """)

        @OptionGroup var database: DatabaseOptions
        @Flag(help: "Rotate the key that bundles are sealed to instead; the old one still opens them for two years.")
        var sealing = false

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                let region = try await RegionIdentity.load(from: store)
                let noting = store.noting(sealing ? .sealingKeyRotated : .serverKeyRotated, "region")
                let trust =
                    sealing
                    ? try await region.rotateSealingKey(in: noting) : try await region.rotateServerKey(in: noting)
                Terminal.say(
                    "statement \(trust.newest.version) says so from now on"
                        + (sealing ? "" : "; running servers follow within a minute"))
            }
        }
    }

    struct Servers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say where agents find the region, the best address first.",
            discussion: """
                Before a move to another host: name the new address and the old one, wait until agents were heard from, move the
                database, and name the new one alone.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: ArgumentHelp("https://HOST or https://HOST:PORT, by name or address.", valueName: "url"))
        var servers: [String] = []
        @Flag(help: "Name none: agents stay where they found the region.")
        var none = false

        func validate() throws {
            guard none == servers.isEmpty else {
                throw ValidationError("Name one or more https:// addresses, or --none.")
            }
            guard servers.count <= 16 else { throw ValidationError("Name at most 16 servers, not \(servers.count).") }
            for server in servers where !Self.isServer(server) {
                throw ValidationError("\"\(server)\" is no server's address; give https://HOST or https://HOST:PORT.")
            }
        }

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                let region = try await RegionIdentity.load(from: store)
                let trust = try await region.setServers(
                    servers,
                    in: store.noting(.serversNamed, "region", none ? "none" : servers.joined(separator: " ")))
                Terminal.say("statement \(trust.newest.version) says so from now on")
            }
        }

        static func isServer(_ text: String) -> Bool {
            guard text.utf8.count <= 260, let parts = URLComponents(string: text), parts.scheme == "https",
                parts.host?.isEmpty == false, parts.user == nil, parts.password == nil, parts.query == nil,
                parts.fragment == nil, parts.path.isEmpty
            else { return false }
            return parts.port.map { (1...65_535).contains($0) } ?? true
        }
    }
}
