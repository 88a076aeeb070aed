public import Presentation

/// What the doctor looks at, in the order in which it is told.
public enum Check: String, Codable, Sendable, CaseIterable {
    case program, service, state, enrolment, clock, dns, proxy, tls, aggregator, delivery, outbox, disk, devices, line
    case gateway
}

/// What one look came to.
public struct Finding: Codable, Sendable, Equatable {
    public enum Result: String, Codable, Sendable {
        case ok
        /// The agent does its work; somebody should look all the same.
        case warning
        case failure
        /// It could not be looked at, or there was no reason to.
        case skipped
    }

    public var check: Check
    public var result: Result
    /// Under which docs/troubleshooting.md has it; nil where nothing is wrong.
    public var word: FindingWord?
    /// What was found; no secrets.
    public var detail: String
    /// What to do about it.
    public var advice: String?

    static func ok(_ check: Check, _ detail: String) -> Finding {
        Finding(check: check, result: .ok, detail: detail)
    }

    static func skipped(_ check: Check, _ reason: String) -> Finding {
        Finding(check: check, result: .skipped, detail: reason)
    }

    static func found(_ word: FindingWord, _ detail: String) -> Finding {
        let entry = word.entry
        return Finding(
            check: entry.check, result: entry.exit == nil ? .warning : .failure, word: word,
            detail: detail.asOneLine(), advice: entry.advice)
    }
}

/// All that the doctor found.
public struct Examination: Codable, Sendable, Equatable {
    public var findings: [Finding]

    /// - Parameter findings: in any order; of one check they stay in theirs.
    init(_ findings: [Finding]) {
        self.findings = Check.allCases.flatMap { check in findings.filter { $0.check == check } }
    }

    /// 0 where nothing fails; else by the worst: what is not permitted, then what is damaged, what cannot be written,
    /// and what is not reachable.
    public var exitStatus: SystemExit {
        let failures = findings.compactMap { $0.word?.entry.exit }
        return [.noPermission, .badData, .cannotCreate, .unavailable].first { failures.contains($0) } ?? .ok
    }
}
