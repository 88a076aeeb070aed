import Foundation
import Reports
import Testing

@testable import Agent

struct CertificateDatesTests {
    private let dates = CertificateDates(
        notBefore: Date(timeIntervalSince1970: 1_767_225_600), notAfter: Date(timeIntervalSince1970: 1_798_761_600))

    @Test(arguments: [
        (1_780_000_000.0, nil), (1_700_000_000, "begins on 2026-01-01"), (1_800_000_000, "ended on 2027-01-01"),
    ])
    func areNoted(now: Double, words: String?) {
        let note = dates.note(at: Date(timeIntervalSince1970: now))
        #expect(note.map { words.map($0.contains) ?? false } ?? (words == nil), "\(note ?? "")")
    }

    /// The region's last signed time is later than a clock that stands at 1970.
    @Test func areJudgedAtTheLatestTimeKnown() throws {
        let key = SigningKey()
        let trust = RegionTrust(anchor: .key(key.publicKey))
        trust.saw(dates)
        #expect(trust.notes(now: Date(timeIntervalSince1970: 0)).count == 1)
        let statement = ServerTrust(
            version: 1, issuedAt: Date(timeIntervalSince1970: 1_780_000_000), pins: [],
            sealingKey: try SealingPublicKey(rawRepresentation: Data(repeating: 9, count: 32)))
        trust.take([try Envelope.seal(statement, kind: .trust, with: key).text], of: key.publicKey)
        #expect(trust.notes(now: Date(timeIntervalSince1970: 0)) == [])
        #expect(trust.notes(now: Date(timeIntervalSince1970: 1_800_000_000)).count == 1)
        #expect(try #require(BuildDate.read()) > Date(timeIntervalSince1970: 1_700_000_000))
    }

    /// What was learnt counts even where it cannot be kept, and that is said.
    @Test func aFullDiskIsSaid() throws {
        let key = SigningKey()
        let trust = RegionTrust(anchor: .key(key.publicKey)) { _ in
            throw StateFailure(code: .diskFull, path: "trust.json", reason: "cannot be written")
        }
        let statement = ServerTrust(
            version: 4, issuedAt: Date(timeIntervalSince1970: 1_780_000_000), pins: [],
            sealingKey: try SealingPublicKey(rawRepresentation: Data(repeating: 9, count: 32)))
        trust.take([try Envelope.seal(statement, kind: .trust, with: key).text], of: key.publicKey)
        #expect(trust.statement?.version == 4)
        #expect(trust.notes(now: Date(timeIntervalSince1970: 0)).contains { $0.contains("was not kept") })
    }
}
