public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    /// What fits a terminal of 120 columns.
    public static let lines: [Column<LineRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Name", key: "school_name") { .text($0.schoolName) },
        Column("Line", key: "line") { .text($0.line) },
        Column("Down", record: [("download_mbps", { .tenths($0.downloadMbps) })]) {
            rate($0.downloadMbps, atLeast: $0.downloadAtLeastMbps)
        },
        Column("Up", record: [("upload_mbps", { .tenths($0.uploadMbps) })]) {
            rate($0.uploadMbps, atLeast: $0.uploadAtLeastMbps)
        },
        Column("p20", key: "download_p20_mbps") { .tenths($0.downloadP20Mbps) },
        Column("Norm", key: "norm_mbps") { .tenths($0.norm.requiredMbps) },
        Column("Meets", key: "meets_norm") { .flag($0.norm.isMet) },
        Column("Verdict", key: "verdict") { .text($0.diagnosis.verdict.rawValue) },
        Column("Tests", key: "tests") { .integer($0.tests) },
        Column("Days", key: "days") { .integer($0.days) },
        Column("Last test", record: [("last_test_at", { .time($0.lastTestAt) })]) { .day($0.lastTestAt) },
    ]

    /// The rest of JSON's keys; a table has no room for them.
    public static let lineDetails: [Column<LineRow>] = [
        Column("Summarised", key: "tests_summarised") { .integer($0.testsSummarised) },
        Column("Remedy", key: "remedy") { .text($0.diagnosis.remedy?.rawValue) },
        Column("Remedy's basis", key: "remedy_basis") { .text($0.diagnosis.remedyBasis) },
        Column("Cause", key: "cause") { .text($0.diagnosis.cause) },
        Column("Norm's name", key: "norm") { .text($0.norm.norm) },
        Column("Norm's basis", key: "norm_basis") { .text($0.norm.basis) },
        Column("Norm met low", key: "norm_share_low") { .exact($0.norm.shareLow) },
        Column("Norm met high", key: "norm_share_high") { .exact($0.norm.shareHigh) },
        Column("Provider", key: "provider") { .text($0.provider) },
        Column("Medium", key: "medium") { .text($0.medium) },
        Column("Contract down", key: "contracted_download_mbps") { .exact($0.contractedDownloadMbps) },
        Column("Contract up", key: "contracted_upload_mbps") { .exact($0.contractedUploadMbps) },
        Column("Contract met", key: "contract_met") { .flag($0.contract.isMet) },
        Column("Contract's basis", key: "contract_basis") { .text($0.contract.basis) },
        Column("Giga", key: "giga_class") { .text($0.gigaClass.rawValue) },
        Column("Uptime low", key: "uptime_low") { .exact($0.uptime.low) },
        Column("Uptime high", key: "uptime_high") { .exact($0.uptime.high) },
        Column("Observed", key: "uptime_observed") { .exact($0.uptime.observedShare) },
        Column("Silent days", key: "silent_days") { .integer($0.silentDays) },
        Column("Watched days", key: "watched_days") { .integer($0.watchedDays) },
        Column("Pupils", key: "pupils") { .integer($0.pupils) },
        Column("Down at least", key: "download_at_least_mbps") { .exact($0.downloadAtLeastMbps) },
        Column("Up at least", key: "upload_at_least_mbps") { .exact($0.uploadAtLeastMbps) },
        Column("Down low", key: "download_low_mbps") { .exact($0.downloadLowMbps) },
        Column("Down high", key: "download_high_mbps") { .exact($0.downloadHighMbps) },
        Column("Up p20", key: "upload_p20_mbps") { .exact($0.uploadP20Mbps) },
        Column("Residual down", key: "residual_download_mbps") { .exact($0.residualDownloadMbps) },
        Column("Residual up", key: "residual_upload_mbps") { .exact($0.residualUploadMbps) },
        Column("Residual p20", key: "residual_p20_mbps") { .exact($0.residualP20Mbps) },
        Column("Residual low", key: "residual_low_mbps") { .exact($0.residualLowMbps) },
        Column("Residual p20 low", key: "residual_p20_low_mbps") { .exact($0.residualP20LowMbps) },
        Column("Capacity down", key: "capacity_download_mbps") { .exact($0.capacityDownloadMbps) },
        Column("Capacity up", key: "capacity_upload_mbps") { .exact($0.capacityUploadMbps) },
        Column("LAN", key: "lan_mbps") { .exact($0.lanMbps) },
        Column("M-Lab tests", key: "mlab_tests") { .integer($0.mlabTests) },
        Column("M-Lab down", key: "mlab_download_mbps") { .exact($0.mlabDownloadMbps) },
        Column("Idle ms", key: "idle_latency_ms") { .exact($0.idleLatencyMs) },
        Column("Loaded ms", key: "loaded_latency_ms") { .exact($0.loadedLatencyMs) },
        Column("Router idle ms", key: "gateway_idle_ms") { .exact($0.gatewayIdleMs) },
        Column("Router loaded ms", key: "gateway_loaded_ms") { .exact($0.gatewayLoadedMs) },
        Column("Failed", key: "failed_tests") { .integer($0.failedTests) },
        Column("Latency only", key: "latency_tests") { .integer($0.latencyTests) },
        Column("Slots", key: "slots_planned") { .integer($0.slotsPlanned) },
        Column("Slots run", key: "slots_run") { .integer($0.slotsRun) },
        Column("Own traffic", key: "skipped_for_traffic") { .integer($0.skippedForTraffic) },
        Column("Skipped", key: "skipped_share") { .exact($0.skippedShare) },
        Column("Left out", key: "tests_left_out") { row in
            .text(row.testsLeftOut.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
        },
        Column("Last down", key: "last_download_mbps") { .exact($0.lastDownloadMbps) },
        Column("Last up", key: "last_upload_mbps") { .exact($0.lastUploadMbps) },
        Column("Time estimated", key: "time_estimated") { .flag($0.timeEstimated) },
    ]

    /// The median, or what it is at least where no test had settled.
    private static func rate(_ mbps: Double?, atLeast: Double?) -> Cell {
        guard mbps == nil, let atLeast else { return .tenths(mbps) }
        return .text("≥\(Int(atLeast))")
    }
}
