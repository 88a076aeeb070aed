internal import Reports

/// One flat object a row; norm and diagnosis have their keys beside the others.
extension LineRow: Encodable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case school, line, provider, medium, pupils, tests, days, norm, verdict, cause, remedy
        case contractedDownloadMbps = "contracted_download_mbps"
        case contractedUploadMbps = "contracted_upload_mbps"
        case contractMet = "contract_met"
        case contractBasis = "contract_basis"
        case gigaClass = "giga_class"
        case normShareLow = "norm_share_low"
        case normShareHigh = "norm_share_high"
        case remedyBasis = "remedy_basis"
        case residualP20Mbps = "residual_p20_mbps"
        case residualLowMbps = "residual_low_mbps"
        case residualP20LowMbps = "residual_p20_low_mbps"
        case silentDays = "silent_days"
        case skippedShare = "skipped_share"
        case uptimeHigh = "uptime_high"
        case uptimeLow = "uptime_low"
        case uptimeObserved = "uptime_observed"
        case watchedDays = "watched_days"
        case schoolName = "school_name"
        case failedTests = "failed_tests"
        case latencyTests = "latency_tests"
        case testsLeftOut = "tests_left_out"
        case testsSummarised = "tests_summarised"
        case downloadMbps = "download_mbps"
        case uploadMbps = "upload_mbps"
        case downloadAtLeastMbps = "download_at_least_mbps"
        case uploadAtLeastMbps = "upload_at_least_mbps"
        case downloadLowMbps = "download_low_mbps"
        case downloadHighMbps = "download_high_mbps"
        case downloadP20Mbps = "download_p20_mbps"
        case uploadP20Mbps = "upload_p20_mbps"
        case residualDownloadMbps = "residual_download_mbps"
        case residualUploadMbps = "residual_upload_mbps"
        case capacityDownloadMbps = "capacity_download_mbps"
        case capacityUploadMbps = "capacity_upload_mbps"
        case lanMbps = "lan_mbps"
        case mlabTests = "mlab_tests"
        case mlabDownloadMbps = "mlab_download_mbps"
        case idleLatencyMs = "idle_latency_ms"
        case loadedLatencyMs = "loaded_latency_ms"
        case gatewayIdleMs = "gateway_idle_ms"
        case gatewayLoadedMs = "gateway_loaded_ms"
        case lastDownloadMbps = "last_download_mbps"
        case lastUploadMbps = "last_upload_mbps"
        case lastTestAt = "last_test_at"
        case timeEstimated = "time_estimated"
        case slotsPlanned = "slots_planned"
        case slotsRun = "slots_run"
        case skippedForTraffic = "skipped_for_traffic"
        case normMbps = "norm_mbps"
        case meetsNorm = "meets_norm"
        case normBasis = "norm_basis"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(line, forKey: .line)
        try values.encode(provider, forKey: .provider)
        try values.encode(medium, forKey: .medium)
        try values.encode(pupils, forKey: .pupils)
        try values.encode(tests, forKey: .tests)
        try values.encode(failedTests, forKey: .failedTests)
        try values.encode(latencyTests, forKey: .latencyTests)
        try values.encode(mlabTests, forKey: .mlabTests)
        try values.encode(testsLeftOut, forKey: .testsLeftOut)
        try values.encode(testsSummarised, forKey: .testsSummarised)
        try values.encode(days, forKey: .days)
        try encodeRates(into: &values)
        try values.encode(idleLatencyMs, forKey: .idleLatencyMs)
        try values.encode(loadedLatencyMs, forKey: .loadedLatencyMs)
        try values.encode(gatewayIdleMs, forKey: .gatewayIdleMs)
        try values.encode(gatewayLoadedMs, forKey: .gatewayLoadedMs)
        try values.encode(lastTestAt, forKey: .lastTestAt)
        try values.encode(timeEstimated, forKey: .timeEstimated)
        try values.encode(slotsPlanned, forKey: .slotsPlanned)
        try values.encode(slotsRun, forKey: .slotsRun)
        try values.encode(skippedForTraffic, forKey: .skippedForTraffic)
        try encodeWatch(into: &values)
        try encodeJudgement(into: &values)
    }

    private func encodeWatch(into values: inout KeyedEncodingContainer<CodingKeys>) throws {
        try values.encode(skippedShare, forKey: .skippedShare)
        try values.encode(uptime.low, forKey: .uptimeLow)
        try values.encode(uptime.high, forKey: .uptimeHigh)
        try values.encode(uptime.observedShare, forKey: .uptimeObserved)
        try values.encode(silentDays, forKey: .silentDays)
        try values.encode(watchedDays, forKey: .watchedDays)
    }

    private func encodeJudgement(into values: inout KeyedEncodingContainer<CodingKeys>) throws {
        try values.encode(norm.norm, forKey: .norm)
        try values.encode(norm.requiredMbps, forKey: .normMbps)
        try values.encode(norm.isMet, forKey: .meetsNorm)
        try values.encode(norm.basis, forKey: .normBasis)
        try values.encode(norm.shareLow, forKey: .normShareLow)
        try values.encode(norm.shareHigh, forKey: .normShareHigh)
        try values.encode(contract.isMet, forKey: .contractMet)
        try values.encode(contract.basis, forKey: .contractBasis)
        try values.encode(gigaClass, forKey: .gigaClass)
        try values.encode(diagnosis.verdict, forKey: .verdict)
        try values.encode(diagnosis.cause, forKey: .cause)
        try values.encode(diagnosis.remedy, forKey: .remedy)
        try values.encode(diagnosis.remedyBasis, forKey: .remedyBasis)
    }

    private func encodeRates(into values: inout KeyedEncodingContainer<CodingKeys>) throws {
        let rates: [(CodingKeys, Double?)] = [
            (.downloadMbps, downloadMbps), (.uploadMbps, uploadMbps), (.downloadAtLeastMbps, downloadAtLeastMbps),
            (.uploadAtLeastMbps, uploadAtLeastMbps),
            (.downloadLowMbps, downloadLowMbps),
            (.downloadHighMbps, downloadHighMbps), (.downloadP20Mbps, downloadP20Mbps),
            (.uploadP20Mbps, uploadP20Mbps), (.residualDownloadMbps, residualDownloadMbps),
            (.residualUploadMbps, residualUploadMbps), (.capacityDownloadMbps, capacityDownloadMbps),
            (.capacityUploadMbps, capacityUploadMbps), (.lanMbps, lanMbps), (.mlabDownloadMbps, mlabDownloadMbps),
            (.lastDownloadMbps, lastDownloadMbps), (.lastUploadMbps, lastUploadMbps),
            (.contractedDownloadMbps, contractedDownloadMbps), (.contractedUploadMbps, contractedUploadMbps),
            (.residualP20Mbps, residualP20Mbps), (.residualLowMbps, residualLowMbps),
            (.residualP20LowMbps, residualP20LowMbps),
        ]
        for (key, rate) in rates { try values.encode(rate, forKey: key) }
    }
}
