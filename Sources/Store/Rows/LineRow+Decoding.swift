internal import FoundationEssentials
internal import Reports

/// As `LineRow+Encoding` writes it: for who reads lines from a server.
extension LineRow: Decodable {
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys) throws -> Double? { try values.decodeIfPresent(Double.self, forKey: key) }
        func count(_ key: CodingKeys) throws -> Int? { try values.decodeIfPresent(Int.self, forKey: key) }
        school = try values.decode(String.self, forKey: .school)
        schoolName = try values.decode(String.self, forKey: .schoolName)
        line = try values.decodeIfPresent(String.self, forKey: .line)
        provider = try values.decodeIfPresent(String.self, forKey: .provider)
        medium = try values.decodeIfPresent(String.self, forKey: .medium)
        contractedDownloadMbps = try number(.contractedDownloadMbps)
        contractedUploadMbps = try number(.contractedUploadMbps)
        pupils = try count(.pupils)
        tests = try values.decode(Int.self, forKey: .tests)
        failedTests = try values.decode(Int.self, forKey: .failedTests)
        latencyTests = try values.decode(Int.self, forKey: .latencyTests)
        testsLeftOut = try values.decode([String: Int].self, forKey: .testsLeftOut)
        testsSummarised = try count(.testsSummarised)
        days = try values.decode(Int.self, forKey: .days)
        downloadMbps = try number(.downloadMbps)
        uploadMbps = try number(.uploadMbps)
        downloadAtLeastMbps = try number(.downloadAtLeastMbps)
        uploadAtLeastMbps = try number(.uploadAtLeastMbps)
        downloadLowMbps = try number(.downloadLowMbps)
        downloadHighMbps = try number(.downloadHighMbps)
        downloadP20Mbps = try number(.downloadP20Mbps)
        uploadP20Mbps = try number(.uploadP20Mbps)
        residualDownloadMbps = try number(.residualDownloadMbps)
        residualUploadMbps = try number(.residualUploadMbps)
        residualP20Mbps = try number(.residualP20Mbps)
        residualLowMbps = try number(.residualLowMbps)
        residualP20LowMbps = try number(.residualP20LowMbps)
        capacityDownloadMbps = try number(.capacityDownloadMbps)
        capacityUploadMbps = try number(.capacityUploadMbps)
        lanMbps = try number(.lanMbps)
        mlabTests = try values.decode(Int.self, forKey: .mlabTests)
        mlabDownloadMbps = try number(.mlabDownloadMbps)
        idleLatencyMs = try number(.idleLatencyMs)
        loadedLatencyMs = try number(.loadedLatencyMs)
        gatewayIdleMs = try number(.gatewayIdleMs)
        gatewayLoadedMs = try number(.gatewayLoadedMs)
        lastDownloadMbps = try number(.lastDownloadMbps)
        lastUploadMbps = try number(.lastUploadMbps)
        lastTestAt = try values.decodeIfPresent(Date.self, forKey: .lastTestAt)
        timeEstimated = try values.decode(Bool.self, forKey: .timeEstimated)
        slotsPlanned = try count(.slotsPlanned)
        slotsRun = try count(.slotsRun)
        skippedForTraffic = try count(.skippedForTraffic)
        skippedShare = try number(.skippedShare)
        uptime = LineUptime(
            low: try number(.uptimeLow), high: try number(.uptimeHigh), observedShare: try number(.uptimeObserved))
        silentDays = try count(.silentDays)
        watchedDays = try count(.watchedDays)
        gigaClass = try values.decode(GigaClass.self, forKey: .gigaClass)
        contract = ContractCheck(
            isMet: try values.decodeIfPresent(Bool.self, forKey: .contractMet),
            basis: try values.decode(String.self, forKey: .contractBasis))
        norm = NormCheck(
            norm: try values.decode(String.self, forKey: .norm),
            requiredMbps: try values.decode(Double.self, forKey: .normMbps),
            isMet: try values.decodeIfPresent(Bool.self, forKey: .meetsNorm),
            basis: try values.decode(String.self, forKey: .normBasis), shareLow: try number(.normShareLow),
            shareHigh: try number(.normShareHigh))
        diagnosis = LineDiagnosis(
            verdict: try values.decode(LineVerdict.self, forKey: .verdict),
            cause: try values.decode(String.self, forKey: .cause),
            remedy: try values.decodeIfPresent(LineRemedy.self, forKey: .remedy),
            remedyBasis: try values.decodeIfPresent(String.self, forKey: .remedyBasis))
    }
}
