import FoundationEssentials
import Reports

/// Files from a stick: read in any pieces they say the same, and what was written is read back.
enum BundleFuzz {
    private static let key: SealingKey = {
        guard let key = try? SealingKey(rawRepresentation: Data(repeating: 9, count: 32)) else {
            fatalError("32 bytes are a key")
        }
        return key
    }()

    static func take(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let rest = Data(bytes.dropFirst())
        if first % 2 == 0 { file(rest, step: max(1, Int(first / 2) * 7)) } else { lines(rest) }
    }

    private static func file(_ file: Data, step: Int) {
        let whole = items(of: [file])
        let pieces = stride(from: 0, to: file.count, by: step).map { Data(file.dropFirst($0).prefix(step)) }
        promise(whole == items(of: pieces), "pieces make no difference")
    }

    /// A taken-over computer may put any text where an envelope belongs.
    private static func lines(_ content: Data) {
        let texts = content.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        let time = ObservedTime(bootID: "b", monotonic: 1, wallClock: Date(timeIntervalSince1970: 1e9))
        guard let agent = try? SigningKey(rawRepresentation: Data(repeating: 7, count: 32)) else { return }
        let manifest = BundleManifest(publicKey: agent.publicKey, agentVersion: "fuzz", createdAt: time)
        guard var writer = try? BundleWriter(manifest, to: key.publicKey, created: time.wallClock) else { return }
        var file = Data()
        var written: [String] = []
        for text in texts {
            guard let piece = try? writer.append(text) else { continue }
            file.append(piece)
            written.append(text)
        }
        guard let end = try? writer.finish() else { return }
        file.append(end)
        promise(
            items(of: [file]) == [.manifest(manifest)] + written.map { .envelope($0) }, "what was sealed is read back")
        promise(items(of: [Data(file.dropLast())]).count <= written.count + 1, "nothing grows by cutting")
    }

    private static func items(of pieces: [Data]) -> [BundleReader.Item] {
        var reader = BundleReader { [key] id in id == key.publicKey.id ? key : nil }
        var items: [BundleReader.Item] = []
        for piece in pieces {
            guard let more = try? reader.read(piece) else { break }
            items += more
        }
        return items
    }
}
