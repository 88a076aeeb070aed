internal import Presentation

/// One thing that was looked at: how it is, and what to do about it.
struct DoctorLine: Codable, Equatable {
    enum Verdict: String, Codable {
        case ok
        /// It works, and will not for ever.
        case warn
        case fail
    }

    var check: String
    var verdict: Verdict
    var finding: String
    /// Nil where there is nothing to do.
    var advice: String?

    static func ok(_ check: String, _ finding: String) -> DoctorLine {
        DoctorLine(check: check, verdict: .ok, finding: finding)
    }

    static func warn(_ check: String, _ finding: String, _ advice: String) -> DoctorLine {
        DoctorLine(check: check, verdict: .warn, finding: finding, advice: advice)
    }

    static func fail(_ check: String, _ finding: String, _ advice: String) -> DoctorLine {
        DoctorLine(check: check, verdict: .fail, finding: finding, advice: advice)
    }

    /// What a run of the doctor ends with: data that is not as it should be weighs more than a server that does not answer.
    static func exit(for lines: [DoctorLine]) -> SystemExit {
        let failed = lines.filter { $0.verdict == .fail }
        if failed.isEmpty { return .ok }
        return failed.allSatisfy { $0.check == DoctorChecks.listener } ? .unavailable : .badData
    }

    static let columns: [Column<DoctorLine>] = [
        Column("", key: "verdict") { .text($0.verdict.rawValue) },
        Column("Check", key: "check") { .text($0.check) },
        Column("Finding", key: "finding") { .text($0.finding) },
        Column("What to do", key: "advice") { .text($0.advice) },
    ]
}
