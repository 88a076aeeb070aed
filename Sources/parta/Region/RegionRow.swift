internal import Aggregator
internal import Foundation
internal import Presentation
internal import Reports

/// What `parta region show` tells.
struct RegionRow: Encodable {
    /// As every enrolment code of the region begins.
    var fingerprint: String
    var statement: Int
    var issuedAt: Date
    var pins: [ServerPin]
    var servers: [String]
    var sealingKey: String
    var certificateGiven: Bool
    var certificateEnds: Date?

    init(_ region: RegionIdentity, _ trust: RegionTrust) {
        fingerprint = Self.fingerprint(of: region.publicKey)
        statement = trust.newest.version
        issuedAt = trust.newest.issuedAt
        pins = trust.newest.pins
        servers = trust.newest.servers
        sealingKey = trust.newest.sealingKey.id
        certificateGiven = trust.isGiven
        certificateEnds = trust.certificateEnds
    }

    enum CodingKeys: String, CodingKey {
        case fingerprint, statement, pins, servers
        case issuedAt = "issued_at"
        case sealingKey = "sealing_key"
        case certificateGiven = "certificate_given"
        case certificateEnds = "certificate_ends"
    }

    /// A table of one row would be wider than a terminal: a person gets one line a field.
    func write(as format: OutputFormat) throws {
        switch format {
        case .json: print(String(decoding: try ReportCoder.encode(self, pretty: true), as: UTF8.self))
        case .csv: print(CSVText.render([self], columns: Self.columns), terminator: "")
        case .table:
            let fields = Self.columns.map { ($0.heading.en, $0.cell(self)) }
            let columns: [Column<(String, Cell)>] = [
                Column("Field", key: "field") { .text($0.0) }, Column("Value", key: "value") { $0.1 },
            ]
            print(TextTable.render(fields, columns: columns, width: nil), terminator: "")
        }
    }

    static func fingerprint(of key: VerifyingKey) -> String {
        // 90 bits in groups of five characters; the secret's place is left empty.
        String(EnrollmentCode(regionKey: key, secret: Data(count: 7)).text.prefix(21))
    }

    private static let columns: [Column<RegionRow>] = [
        Column("Fingerprint", key: "fingerprint") { .text($0.fingerprint) },
        Column("Statement", key: "statement") { .integer($0.statement) },
        Column("Issued", key: "issued_at") { .time($0.issuedAt) },
        Column("Pin in use", key: "pin") { .text($0.pins.first?.text) },
        Column("Pins that follow", key: "next_pins") { .text($0.pins.dropFirst().map(\.text).joined(separator: " ")) },
        Column("Certificate given", key: "certificate_given") { .flag($0.certificateGiven) },
        Column("Certificate ends", key: "certificate_ends") { .time($0.certificateEnds) },
        Column("Servers", key: "servers") { .text($0.servers.joined(separator: " ")) },
        Column("Sealing key", key: "sealing_key") { .text($0.sealingKey) },
    ]
}
