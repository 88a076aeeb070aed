import FoundationEssentials
import Testing

@testable import Reports

@Suite("Bundles")
struct BundleTests {
    @Test(
        "what was put in comes out, in pieces of any size",
        arguments: [
            (0, 10, 1), (3, 40, 1), (3, 40, 7), (1_000, 700, 4_096), (3, 1_048_576, 100_000), (4, 262_143, 65_536),
        ])
    func roundTrip(count: Int, bytes: Int, piece: Int) throws {
        let bundle = try SealedBundle.filled(count, of: bytes)
        let (items, failure) = bundle.read(bundle.file, piece: piece)
        #expect(failure == nil)
        #expect(items == bundle.items)
        #expect(bundle.file.starts(with: Data("PARTA-BUNDLE 1\n{".utf8)))
    }

    @Test("nothing that was put in can be seen in the file")
    func secrecy() throws {
        let bundle = try SealedBundle(lines: ["a-secret-of-the-school"])
        #expect(bundle.file.firstRange(of: Data("secret".utf8)) == nil)
        #expect(bundle.file.firstRange(of: Data(bundle.manifest.agent.text.utf8)) == nil)
    }

    @Test("a file cut anywhere is known to be cut, and what was whole stands")
    func truncation() throws {
        let bundle = try SealedBundle.filled(600, of: 1_000)
        let chunks = bundle.chunkOffsets
        #expect(chunks.count == 4)
        let around = chunks.flatMap { [$0 - 1, $0, $0 + 1, $0 + 3, $0 + 4, $0 + 5] }
        for length in Array(0...bundle.headerCount) + around where length < bundle.file.count {
            let (items, failure) = bundle.read(bundle.file.prefix(length))
            #expect(failure == .truncated, "cut at \(length)")
            #expect(bundle.items.starts(with: items), "cut at \(length)")
            let whole = chunks.dropFirst().count { $0 <= length }
            #expect(items.count >= whole * 260, "cut at \(length)")
        }
    }

    @Test("one bit changed anywhere is found")
    func bitFlips() throws {
        let bundle = try SealedBundle.filled(4, of: 90)
        for index in bundle.file.indices {
            var changed = bundle.file
            changed[index] ^= 1 << UInt8(index % 8)
            let (items, failure) = bundle.read(changed)
            #expect(failure != nil && items.isEmpty, "byte \(index)")
        }
    }

    @Test("chunks that changed places, were left out, doubled or marked as last are found")
    func rearranged() throws {
        let bundle = try SealedBundle.filled(900, of: 1_000)
        let at = bundle.chunkOffsets
        let chunks = zip(at, at.dropFirst()).map { bundle.file[$0..<$1] }
        try #require(chunks.count == 4)
        let header = bundle.file.prefix(at[0])
        var marked = chunks[0]
        marked[marked.startIndex] |= 0x80
        for order in [
            [chunks[1], chunks[0], chunks[2], chunks[3]], [chunks[0], chunks[2], chunks[3]], [chunks[3]],
            [chunks[0], chunks[0], chunks[1]], [marked],
        ] {
            let (_, failure) = bundle.read(header + order.reduce(Data(), +))
            guard case .damaged? = failure else {
                Issue.record("\(String(describing: failure))")
                continue
            }
        }
        #expect(bundle.read(bundle.file + Data([0])).failure == .trailing)
        #expect(bundle.read(bundle.file + bundle.file).failure == .trailing)
    }

    @Test("a chunk of another bundle to the same region does not fit")
    func grafted() throws {
        let bundle = try SealedBundle.filled(2, of: 90)
        let other = try SealedBundle(lines: bundle.lines)
        let header = bundle.file.prefix(bundle.headerCount)
        #expect(bundle.read(header + other.file.dropFirst(other.headerCount)).failure == .damaged(chunk: 0))
    }

    @Test("another key opens nothing, and says which key is wanted")
    func wrongKey() throws {
        let bundle = try SealedBundle.filled(2, of: 90)
        #expect(bundle.read(bundle.file, key: SealingKey()).failure == .unknownKey(bundle.region.publicKey.id))
        let impostor = SealingKey()
        var reader = BundleReader { _ in impostor }
        #expect(throws: BundleFailure.damaged(chunk: 0)) { try reader.read(bundle.file) }
        #expect(throws: BundleFailure.damaged(chunk: 0)) { try reader.finish() }
    }

    @Test(
        "what is no bundle is told from a damaged one",
        arguments: [
            ("id,name_en\nT-1,School\n", BundleFailure.notABundle), ("", .truncated), ("PARTA-BUN", .truncated),
            ("PARTA-BUNDLE 2\n{}\n", .newerVersion), ("PARTA-BUNDLE 1\n{}\n", .badHeader),
            ("PARTA-BUNDLE 1\n" + String(repeating: "x", count: 2_000), .badHeader),
            (
                #"PARTA-BUNDLE 1\#n{"created":"1970-01-01T00:00:00Z","enc":"AA","key":"0123456789abcdef"}\#n"#,
                .badHeader
            ),
        ])
    func notBundles(text: String, expected: BundleFailure) throws {
        #expect(try SealedBundle(lines: []).read(Data(text.utf8)).failure == expected)
    }

    @Test("lengths beyond a chunk's are refused before anything is kept", arguments: [0, 16, 262_161, 0x7fff_ffff])
    func oversizedChunks(length: UInt32) throws {
        let bundle = try SealedBundle.filled(2, of: 90)
        var file = Data(bundle.file.prefix(bundle.headerCount))
        withUnsafeBytes(of: length.bigEndian) { file.append(contentsOf: $0) }
        #expect(bundle.read(file).failure == .damaged(chunk: 0))
    }

    @Test("lines that cannot be envelopes are not written", arguments: ["", "a b", "a\nb", "\u{e9}"])
    func badLines(line: String) throws {
        #expect(throws: BundleFailure.badLine) { try SealedBundle(lines: [line]) }
    }

    @Test("a line beyond an envelope's limit is not written")
    func oversizedLine() throws {
        #expect(throws: BundleFailure.badLine) { try SealedBundle.filled(1, of: Envelope.limitBytes + 1) }
    }
}
