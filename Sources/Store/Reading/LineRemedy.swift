internal import Reports

/// What would mend a school's line, and so out of whose budget.
public enum LineRemedy: String, Codable, Sendable, CaseIterable {
    /// No line that reaches the norm: a candidate for fiber.
    case build
    /// The line can do more than what is paid for.
    case upgradeContract = "upgrade_contract"
    case fixLAN = "fix_lan"
    case fixWifi = "fix_wifi"
    /// The PCs or the router are without power: told by the days on which agents fall silent, never by a line test.
    case power
    /// Too little data for a verdict.
    case measureMore = "measure_more"

    /// Whether somebody has to find the money: such a remedy asks for more tests than a verdict does.
    public var costsMoney: Bool { self == .build || self == .upgradeContract }

    /// A remedy and, where it is not the one that the verdict names, why.
    struct Choice: Equatable {
        var remedy: LineRemedy?
        var reason: String?
    }

    /// What the verdict asks for, as far as the tests carry it.
    static func choose(
        for verdict: LineVerdict, history: LineHistory, norm: NormCheck, silence: SilentDays,
        thresholds: LineThresholds
    ) -> Choice {
        var choice = Choice(remedy: wanted(for: verdict, history: history, norm: norm))
        if let plan = history.plan, history.isHidden(thresholds) {
            choice = Choice(remedy: .measureMore, reason: plan.hiddenSentence(thresholds))
        } else if let remedy = choice.remedy, remedy.costsMoney, !history.isEnoughForMoney(thresholds) {
            let recent = history.recent(.all, thresholds)
            choice = Choice(
                remedy: .measureMore,
                reason: "\(remedy.rawValue) costs money and wants \(Int(thresholds.moneyTests)) tests on "
                    + "\(Int(thresholds.moneyDays)) school days; there are \(recent.tests) on \(recent.days)")
        }
        if choice == Choice(remedy: .measureMore), norm.isMet == false, history.capacityMbps == nil,
            [.sharedLoad, .ispQueue, .clear].contains(verdict)
        {
            choice.reason =
                "below the norm and not tested on three days outside lessons: nobody knows whether the line or the contract is short"
        }
        guard silence.isTelling, choice.remedy == nil || choice.remedy == .measureMore else { return choice }
        return Choice(
            remedy: .power,
            reason:
                "on \(silence.silent) of \(silence.watched) days all computers fell silent together between lessons: "
                + "the power failed, or somebody switched them off")
    }

    /// - Returns: nil where there is nothing to do.
    private static func wanted(for verdict: LineVerdict, history: LineHistory, norm: NormCheck) -> LineRemedy? {
        let capacity = history.capacityMbps.map { $0 >= norm.requiredMbps }
        switch verdict {
        case .outage, .serverLimited, .pcLimited:
            return .measureMore
        case .unknown:
            return norm.isMet == true ? nil : .measureMore
        case .lan, .lanQueue, .lanBound, .dns:
            return .fixLAN
        case .captive:
            return .upgradeContract
        case .wifi:
            return .fixWifi
        case .tariffCap:
            return lacking(norm) { .upgradeContract }
        case .sharedLoad, .ispQueue, .clear:
            return lacking(norm) { shortLine(capacity: capacity) }
        }
    }

    /// Nothing is to be done for a line that meets its norm, nor known of one that was too seldom tested.
    private static func lacking(_ norm: NormCheck, _ remedy: () -> LineRemedy) -> LineRemedy? {
        switch norm.isMet {
        case true?: nil
        case false?: remedy()
        case nil: .measureMore
        }
    }

    /// - Parameter capacity: whether the line reaches the norm when nobody uses it; nil where that was not measured.
    private static func shortLine(capacity: Bool?) -> LineRemedy {
        switch capacity {
        case true?: .upgradeContract
        case false?: .build
        case nil: .measureMore
        }
    }
}
