internal import Reports

extension LineHistory {
    /// So many tests on so many days.
    struct Amount: Equatable {
        var tests: Int
        var days: Int

        func reaches(_ tests: Double, on days: Double) -> Bool {
            Double(self.tests) >= tests && Double(self.days) >= days
        }
    }

    /// Which tests are counted.
    enum Kind {
        /// All that count; days are those with one that is not known to lie outside lessons.
        case all
        /// In lessons, with a download figure.
        case lessons
        /// As `lessons`, with those that say only what the line gives at least.
        case lessonsAtLeast
    }

    /// What ran within the period's last `judgingDays`: more may lie in the period, and decides nothing.
    func recent(_ kind: Kind, _ thresholds: LineThresholds) -> Amount {
        guard let latest = until ?? testDays.last?.day else { return Amount(tests: 0, days: 0) }
        let within = testDays.filter { Double(latest - $0.day) < thresholds.judgingDays }
        switch kind {
        case .all:
            return Amount(tests: within.reduce(0) { $0 + $1.tests }, days: within.count { $0.schoolTests > 0 })
        case .lessons:
            return Amount(tests: within.reduce(0) { $0 + $1.lessonTests }, days: within.count { $0.lessonTests > 0 })
        case .lessonsAtLeast:
            return Amount(
                tests: within.reduce(0) { $0 + $1.lessonTestsAtLeast },
                days: within.count { $0.lessonTestsAtLeast > 0 })
        }
    }

    /// Enough for a verdict; tests without a figure tell of outages.
    func isEnough(_ kind: Kind, _ thresholds: LineThresholds) -> Bool {
        recent(kind, thresholds).reaches(thresholds.classTests, on: thresholds.classDays)
    }

    /// Enough for a remedy that somebody pays for.
    func isEnoughForMoney(_ thresholds: LineThresholds) -> Bool {
        recent(.all, thresholds).reaches(thresholds.moneyTests, on: thresholds.moneyDays)
    }

    /// Whether so many slots were passed over that what was measured may not be what the line is.
    func isHidden(_ thresholds: LineThresholds) -> Bool {
        plan.map { $0.hiddenShare > thresholds.skippedShare } ?? false
    }
}
