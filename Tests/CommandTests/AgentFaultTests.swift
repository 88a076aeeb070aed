import Foundation
import Synchronization
import Testing

/// The real agent, killed at random moments of collect, store, send and acknowledge, against a real aggregator.
///
/// `PARTA_FAULT_ROUNDS` says how often (20); `PARTA_FAULT_SEED` repeats a run.
@Suite(.timeLimit(.minutes(30)))
struct AgentFaultTests {
    /// What one look at the two databases finds.
    private struct Books: Decodable {
        /// Envelopes in the outbox, by stream and number, with the digest of their bytes.
        var sealed: [String: String]
        /// Line tests not sealed yet.
        var unsealed: [String]
        /// Envelopes in the region, likewise, and how often each number is there.
        var held: [String: String]
        var heldTwice: Int
        /// Line tests in the region, and how many of them are there more than once.
        var tests: [String]
        var testsTwice: Int
        var setAside: Int
    }

    /// Reads both databases with a program of neither side, from copies: a reader must not mend what a kill left.
    private static let script = """
        import glob, hashlib, json, os, shutil, sqlite3, sys, tempfile
        def copy(path):
            folder = tempfile.mkdtemp()
            for file in glob.glob(path + "*"):
                try: shutil.copy(file, folder)
                except FileNotFoundError: pass
            return sqlite3.connect(os.path.join(folder, os.path.basename(path)))
        books = dict(sealed={}, unsealed=[], held={}, heldTwice=0, tests=[], testsTwice=0, setAside=0)
        digest = lambda text: hashlib.sha256(text.encode()).hexdigest()
        outbox = copy(sys.argv[1])
        if outbox.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'boot'").fetchone()[0]:
            stream = outbox.execute("SELECT name FROM stream").fetchone()[0]
            for seq, text, own in outbox.execute("SELECT seq, text, stream FROM envelope"):
                books["sealed"][f"{own or stream}/{seq}"] = digest(text)
            books["unsealed"] = [row[0] for row in outbox.execute("SELECT id FROM line_test")]
            books["setAside"] = outbox.execute("SELECT refused FROM stream").fetchone()[0]
        region = copy(sys.argv[2])
        for stream, seq, text in region.execute("SELECT stream, seq, text FROM envelope"):
            books["heldTwice"] += f"{stream}/{seq}" in books["held"]
            books["held"][f"{stream}/{seq}"] = digest(text)
        books["tests"] = [row[0] for row in region.execute("SELECT id FROM line_test")]
        books["testsTwice"] = len(books["tests"]) - len(set(books["tests"]))
        print(json.dumps(books))
        """

    private func books(of region: Region) throws -> Books {
        let process = Foundation.Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", Self.script, region.path("agent-one/outbox.sqlite"), region.path("parta.sqlite"),
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try JSONDecoder().decode(Books.self, from: answer)
    }

    @Test func killedAtAnyMomentLosesNothingAndTellsNothingTwice() async throws {
        let environment = ProcessInfo.processInfo.environment
        let rounds = environment["PARTA_FAULT_ROUNDS"].flatMap(Int.init) ?? 20
        let seed = environment["PARTA_FAULT_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000)
        var random = seed &+ 0x9e37_79b9_7f4a_7c15
        func next() -> UInt64 {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return random
        }
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let options = region.agentOptions("one") + ["--duration", "1"]
        // How long a whole round lasts here and now: kills fall evenly on it.
        let begin = ContinuousClock.now
        let whole = try await Program.agent.run(["once"] + options, environment: region.environment)
        try #require(whole.exit == 0, "\(whole.errors)")
        let length = begin.duration(to: .now)
        var sealed: [String: String] = [:]
        var tests: Set<String> = []
        var (killed, changed) = (0, 0)
        for _ in 0..<rounds {
            // In thousandths of a round; the last third is where it seals, sends and is acknowledged, so half fall there.
            let part = next() % 2 == 0 ? next() % 1_000 : 600 + next() % 400
            let end = try Self.run(["once"] + options, region, killedAfter: length * Double(part) / 1_000)
            if end == SIGKILL { killed += 1 }
            let books = try books(of: region)
            for (name, digest) in books.sealed {
                if let known = sealed[name], known != digest { changed += 1 }
                sealed[name] = digest
            }
            tests.formUnion(books.unsealed)
        }
        let last = try await Program.agent.run(["once"] + options, environment: region.environment)
        #expect(last.exit == 0, "\(last.errors)")
        let books = try books(of: region)
        sealed.merge(books.sealed) { $1 }
        let lostEnvelopes = sealed.filter { books.held[$0.key] != $0.value }.count
        let lostTests = tests.subtracting(books.tests).count
        // Numbers without a gap: nothing was sealed that never arrived.
        let streams = Set(books.held.keys.map { $0.split(separator: "/")[0] })
        let gaps = streams.reduce(0) { gaps, stream in
            let numbers = books.held.keys.filter { $0.hasPrefix(stream) }.compactMap {
                Int($0.split(separator: "/")[1])
            }
            return gaps + (numbers.max() ?? 0) - numbers.count
        }
        print(
            "agent killed \(killed) times in \(rounds) rounds (seed \(seed)): lost \(lostEnvelopes + lostTests + gaps), "
                + "twice \(books.heldTwice + books.testsTwice), of \(books.held.count) reports and "
                + "\(books.tests.count) line tests")
        #expect(lostEnvelopes == 0 && lostTests == 0 && gaps == 0)
        #expect(books.heldTwice == 0 && books.testsTwice == 0)
        #expect(changed == 0, "sealed envelopes never change")
        #expect(streams.count == 1 && books.setAside == 0)
        #expect(killed > 0)
    }

    /// Runs the agent and kills it when its time is up.
    /// - Returns: the signal that ended it, else 0.
    private static func run(_ arguments: [String], _ region: Region, killedAfter time: Duration) throws -> Int32 {
        let process = Foundation.Process()
        // timeout(1) waits beside it, so that no test sleeps; it ends with 128 + 9 when it had to kill.
        process.executableURL = URL(filePath: "/usr/bin/env")
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        process.arguments =
            ["timeout", "--signal=KILL", "\(max(0.001, seconds))", Program.agent.path.path(percentEncoded: false)]
            + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(region.environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let isKilled = process.terminationReason == .uncaughtSignal || process.terminationStatus == 137
        return isKilled ? SIGKILL : 0
    }
}
