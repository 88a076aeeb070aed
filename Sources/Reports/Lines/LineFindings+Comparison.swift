/// The rows that need several tests.
extension LineFindings {
    /// What the line gave: outside lessons where that is known, since pupils take a part of it in lessons.
    private var lineMbps: Double? {
        comparison.outside?.medianMbps ?? comparison.lessons?.medianMbps ?? downloadMbps
    }

    var lanBound: LineJudgement? {
        guard let lan = comparison.lanMbps, let line = lineMbps, lan < thresholds.lanRatio * line else {
            return nil
        }
        return LineJudgement(.lanBound, [LineCause(.lanRate, lan, limit: thresholds.lanRatio * line)])
    }

    /// Fast is what reaches the norm; where no norm is known, what is twice as fast as the Wi-Fi.
    var slowWifi: LineJudgement? {
        guard let wired = comparison.wiredMbps, let wifi = comparison.wifiMbps,
            wifi < thresholds.wifiShare * wired
        else { return nil }
        if let required = comparison.requiredMbps, wired < required || wifi >= required { return nil }
        return LineJudgement(
            .wifi, [LineCause(.wifiRate, wifi, limit: thresholds.wifiShare * wired), LineCause(.wiredRate, wired)])
    }

    /// Slow is what misses the norm; where no norm is known, what is well below the rate outside lessons.
    var sharedLoad: LineJudgement? {
        guard let (lessons, outside) = dayAndNight,
            lessons.medianMbps < thresholds.lessonShare * outside.medianMbps
        else { return nil }
        if let required = comparison.requiredMbps,
            lessons.medianMbps >= required || outside.medianMbps < required
        {
            return nil
        }
        return LineJudgement(
            .sharedLoad,
            [
                LineCause(
                    .lessonRate, lessons.medianMbps, limit: thresholds.lessonShare * outside.medianMbps),
                LineCause(.outsideRate, outside.medianMbps),
            ])
    }

    var tariffCap: LineJudgement? {
        guard let (lessons, outside) = dayAndNight, Self.isFlat(lessons), Self.isFlat(outside),
            abs(lessons.medianMbps - outside.medianMbps) <= LineThresholds.plateauWidth * outside.medianMbps,
            let tariff = Self.tariff(of: outside.medianMbps, contracted: comparison.contractedMbps)
        else { return nil }
        return LineJudgement(
            .tariffCap,
            [
                LineCause(.lessonRate, lessons.medianMbps), LineCause(.outsideRate, outside.medianMbps),
                LineCause(.tariff, tariff),
            ])
    }

    private var dayAndNight: (lessons: RateSpread, outside: RateSpread)? {
        guard let lessons = comparison.lessons, let outside = comparison.outside,
            min(lessons.tests, outside.tests) >= LineThresholds.fewestTests, lessons.medianMbps > 0,
            outside.medianMbps > 0
        else { return nil }
        return (lessons, outside)
    }

    private static func isFlat(_ spread: RateSpread) -> Bool {
        spread.p80Mbps - spread.p20Mbps <= LineThresholds.plateauWidth * spread.medianMbps
    }

    /// The contract's figure that a rate stands at, or nil.
    ///
    /// - Parameter contracted: where the contract is known nothing else counts.
    static func tariff(of mbps: Double, contracted: Double?) -> Double? {
        guard mbps > 0, mbps.isFinite else { return nil }
        if let contracted {
            return contracted > 0 && LineThresholds.payloadOfTariff.contains(mbps / contracted) ? contracted : nil
        }
        // Tariffs from 0.1 Mbps to 10 Gbps; the nearest one, should two fit.
        let sold = [1, 10, 100, 1_000, 10_000].flatMap { scale in
            LineThresholds.tariffDigits.map { Double($0 * scale) / 100 }
        }
        return sold.filter { LineThresholds.payloadOfTariff.contains(mbps / $0) }.min {
            abs($0 - mbps) < abs($1 - mbps)
        }
    }
}
