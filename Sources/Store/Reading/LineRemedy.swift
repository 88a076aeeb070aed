public import Reports

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

    /// - Returns: nil where there is nothing to do.
    public static func choose(for verdict: LineVerdict, history: LineHistory, norm: NormCheck) -> LineRemedy? {
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
