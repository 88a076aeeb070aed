import Foundation
import Testing

/// What one look at an agent's outbox and at the region's database finds.
struct AgentBooks: Decodable {
    /// Envelopes in the outbox, by stream and number, with the digest of their text.
    var sealed: [String: String]
    /// Those of them that nobody acknowledged.
    var pending: [String]
    /// Line tests not sealed yet.
    var unsealed: [String]
    /// Whether a scan or a day of a device is not sealed yet.
    var unsealedRest: Bool
    /// Seconds of each device, by device and day, as the agent counts them.
    var seconds: [String: Double]
    /// Envelopes in the region, likewise.
    var held: [String: String]
    /// How often each line test stands in the envelopes that the region holds; empty unless asked for.
    var told: [String: Int]
    /// Minutes of each device, by device and day, over all streams.
    var minutes: [String: Int]
    /// Line tests in the region's table.
    var tests: [String]
    var setAside: Int

    /// What the agent had got to when it was killed.
    enum Moment: String, CaseIterable {
        case collecting = "collecting"
        case stored = "stored"
        case sealed = "sealed, not taken in"
        case taken = "taken in, not acknowledged"
        case done = "acknowledged"
    }

    /// - Parameter before: the look before this round.
    func moment(since before: AgentBooks?) -> Moment {
        if !pending.isEmpty { return pending.allSatisfy { held[$0] != nil } ? .taken : .sealed }
        if unsealedRest || !unsealed.isEmpty { return .stored }
        return sealed.count > (before?.sealed.count ?? 0) ? .done : .collecting
    }

    /// With a program of neither side. The outbox is read from a copy: a reader must not mend what a kill left.
    private static let script = """
        import base64, gzip, hashlib, json, glob, os, shutil, sqlite3, sys, tempfile
        outbox_path, region_path, whole = sys.argv[1:]
        books = dict(sealed={}, pending=[], unsealed=[], unsealedRest=False, seconds={}, held={}, told={}, minutes={},
            tests=[], setAside=0)
        digest = lambda text: hashlib.sha256(text.encode()).hexdigest()
        with tempfile.TemporaryDirectory() as folder:
            for file in glob.glob(outbox_path + "*"): shutil.copy(file, folder)
            outbox = sqlite3.connect(os.path.join(folder, os.path.basename(outbox_path)))
            ask = lambda sql: outbox.execute(sql).fetchall()
            if ask("PRAGMA user_version")[0][0] > 0:
                stream, books["setAside"] = ask("SELECT name, refused FROM stream")[0]
                for seq, text, own, open in ask(
                    "SELECT seq, text, stream, acknowledged_at IS NULL AND refused IS NULL FROM envelope"):
                    name = f"{own or stream}/{seq}"
                    books["sealed"][name] = digest(text)
                    if open: books["pending"].append(name)
                books["unsealed"] = [row[0] for row in ask("SELECT id FROM line_test")]
                books["unsealedRest"] = bool(ask(
                    "SELECT 1 FROM device_day WHERE changed UNION SELECT 1 FROM scan WHERE kind = 'unsealed'"))
                books["seconds"] = {f"{d} {day}": s for d, day, s in ask("SELECT device, day, seconds FROM device_day")}
            outbox.close()
        region = sqlite3.connect(f"file:{region_path}?mode=ro", uri=True, timeout=10)
        for stream, seq, text in region.execute("SELECT stream, seq, text FROM envelope"):
            books["held"][f"{stream}/{seq}"] = digest(text)
            if whole != "whole": continue
            payload = text.split(".")[1]
            report = json.loads(gzip.decompress(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))))
            for test in report.get("line_tests") or []:
                books["told"][test["id"]] = books["told"].get(test["id"], 0) + 1
        books["tests"] = [row[0] for row in region.execute("SELECT id FROM line_test")]
        def number(left):
            bits = shift = 0
            while True:
                byte = left.pop(0)
                bits |= (byte & 0x7F) << shift
                if byte < 0x80: return bits
                shift += 7
        signed = lambda left: (lambda bits: bits >> 1 ^ -(bits & 1))(number(left))
        devices = {(s, n): d for s, n, d in region.execute("SELECT stream, number, device_id FROM seen_device")}
        for key, packed in region.execute("SELECT key, days FROM seen_month"):
            left, marks, last = list(packed), [], -1
            assert number(left) == 1
            for _ in range(number(left)):
                last += number(left) + 1
                marks.append((last, number(left)))
            signed(left)
            year, month = divmod(key % 2**17, 12)
            for day in range(31):
                spans = []
                for device, bits in marks:
                    if not bits >> day & 1: continue
                    place = number(left) - 1
                    if place < 0: spans.append([signed(left) for _ in range(4)])
                    name = f"{devices[key >> 17, device]} {year:04}-{month + 1:02}-{day + 1:02}"
                    first, length, more, plugged = spans[place]
                    books["minutes"][name] = books["minutes"].get(name, 0) + length // 60 + more
        print(json.dumps(books))
        """

    /// - Parameter wholly: whether to read what the region's envelopes say, too.
    static func look(at region: Region, agent: String, wholly: Bool = false) throws -> AgentBooks {
        let process = Foundation.Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", script, region.path("agent-\(agent)/outbox.sqlite"), region.path("parta.sqlite"),
            wholly ? "whole" : "names",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try JSONDecoder().decode(AgentBooks.self, from: answer)
    }
}
