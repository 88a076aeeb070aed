internal import FoundationEssentials
internal import LineTesting
internal import Outbox
internal import Reports

/// What a surveyor must not forget over a reboot: kept in the outbox's ledger, in one transaction with what it tells of.
struct SurveyMemory: Codable, Sendable, Equatable {
    static let ledgerKey = "line_tests"

    /// Slots dealt with and bytes spent.
    var planner = LineTestPlanner.State()
    /// The line's last figures, in Mbps: what the next test will cost.
    var lastDownloadMbps: Double?
    var lastUploadMbps: Double?
    var locate = LocateAllowance()

    /// - Throws: `OutboxFailure`. An entry that cannot be read is as none: its slots are planned anew from now on.
    init(from outbox: Outbox) throws {
        guard let entry = try outbox.ledgerEntry(Self.ledgerKey),
            let kept = try? ReportCoder.decode(SurveyMemory.self, from: entry)
        else { return }
        self = kept
    }

    init() {}

    /// As the outbox keeps it.
    var ledger: [String: Data] {
        get throws { [Self.ledgerKey: try ReportCoder.encode(self)] }
    }

    /// As the outbox keeps it under another key: bytes and M-Lab's tests alone, since slots are another key's.
    var spending: [String: Data] {
        get throws {
            var rest = SurveyMemory()
            rest.planner.ledger = planner.ledger
            rest.locate = locate
            return try rest.ledger
        }
    }

    var expectedCost: TestCost? {
        lastDownloadMbps.map { TestCost(downloadMbps: $0, uploadMbps: lastUploadMbps ?? $0) }
    }

    mutating func remember(_ test: LineTest) {
        guard let download = test.downloadMbps else { return }
        lastDownloadMbps = download
        lastUploadMbps = test.uploadMbps
    }

    enum CodingKeys: String, CodingKey {
        case planner, locate
        case lastDownloadMbps = "last_download_mbps"
        case lastUploadMbps = "last_upload_mbps"
    }
}
