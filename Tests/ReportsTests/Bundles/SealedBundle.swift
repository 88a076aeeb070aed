import FoundationEssentials

@testable import Reports

/// A bundle made for a test.
struct SealedBundle {
    let agent = SigningKey()
    let region = SealingKey()
    let lines: [String]
    let manifest: BundleManifest
    private(set) var file = Data()

    init(lines: [String]) throws {
        self.lines = lines
        let now = ObservedTime(bootID: "b", monotonic: 1, wallClock: Date(timeIntervalSince1970: 0))
        manifest = BundleManifest(publicKey: agent.publicKey, agentVersion: "1", createdAt: now)
        var writer = try BundleWriter(manifest, to: region.publicKey, created: now.wallClock)
        for line in lines { file += try writer.append(line) }
        file += try writer.finish()
    }

    /// About `count` lines of `bytes` each.
    static func filled(_ count: Int, of bytes: Int) throws -> SealedBundle {
        try SealedBundle(
            lines: (0..<count).map { String(repeating: "x", count: bytes - 8) + String(10_000_000 + $0) })
    }

    var headerCount: Int {
        file.indices.filter { file[$0] == UInt8(ascii: "\n") }[1] + 1
    }

    /// Where each chunk begins, with its four bytes of length, and at last the end of the file.
    var chunkOffsets: [Int] {
        var offsets = [headerCount]
        while let last = offsets.last, last < file.count {
            let word = file[last..<last + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            offsets.append(last + 4 + Int(word & ~SealedFormat.lastMark))
        }
        return offsets
    }

    /// Reads `data` with this bundle's key: what came out, and what went wrong.
    func read(
        _ data: Data, piece: Int = 65_536, key: SealingKey? = nil
    ) -> (items: [BundleReader.Item], failure: BundleFailure?) {
        let known = key ?? region
        var reader = BundleReader { $0 == known.publicKey.id ? known : nil }
        var items: [BundleReader.Item] = []
        do {
            var rest = data[...]
            while !rest.isEmpty {
                items += try reader.read(Data(rest.prefix(piece)))
                rest = rest.dropFirst(piece)
            }
            try reader.finish()
            return (items, nil)
        } catch {
            return (items, error as? BundleFailure)
        }
    }

    var items: [BundleReader.Item] { [.manifest(manifest)] + lines.map { .envelope($0) } }
}
