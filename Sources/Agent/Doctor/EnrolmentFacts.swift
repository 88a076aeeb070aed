internal import FoundationEssentials
internal import Reports

/// Which region this computer belongs to, and what that region says of it.
struct EnrolmentFacts: Sendable {
    enum File: Sendable {
        case absent, hidden
        /// When it was written, by the computer's clock; nil where that is not known.
        case there(written: Date?)
        case bad(reason: String)
    }

    var isStateReadable = true
    var file: File = .absent
    /// Nil where there is none.
    var enrollment: Enrollment?
    /// Why the enrolment cannot be read.
    var damage: String?
    /// Whether the enrolment is another key's.
    var isForeign = false
    var standing: RegionStanding?
    /// Why this computer was not taken in when it last asked.
    var refusal: EnrollmentRefusal?
    var clonedFrom: AgentID?

    var findings: [Finding] {
        guard isStateReadable else { return [.skipped(.enrolment, "the state directory may not be read by this user")] }
        var found: [Finding] = []
        if case .bad(let reason) = file { found.append(.found(.enrolmentFileBad, reason)) }
        guard let enrollment, !isForeign else { return found.isEmpty ? [none] : found }
        switch standing?.word {
        case .waiting?: found.append(.found(.waitingForApproval, told("the region has not approved this computer yet")))
        case .revoked?: found.append(.found(.revoked, told("the region takes nothing of this computer any more")))
        case nil: break
        }
        if enrollment.receipt == nil {
            found.append(.found(.unconfirmed, "enrolled by a file, and the region has not confirmed it yet"))
        }
        guard found.isEmpty else { return found }
        let room = enrollment.room.map { ", room \($0)" } ?? ""
        let copied = clonedFrom == nil ? "" : ", own key after a copy"
        return [.ok(.enrolment, "school \(enrollment.school)\(room)\(copied)".asOneLine(limit: 60))]
    }

    /// What there is instead of an enrolment.
    private var none: Finding {
        if let damage { return .found(.enrolmentDamaged, damage) }
        if case .there(let written) = file, let refusal, written.map({ $0 <= refusal.refusedAt }) ?? true {
            return .found(.enrolmentRefused, refusal.sentence)
        }
        // One that came after a refusal is another one.
        if case .there = file { return .found(.enrolmentPending, "an enrolment file is there and was not used yet") }
        if let refusal { return .found(.enrolmentRefused, refusal.sentence) }
        if isForeign {
            return .found(.enrolmentForeign, "the enrolment is another key's, as after a copied disk or a changed key")
        }
        return .found(.notEnrolled, "this computer belongs to no region: nothing is recorded or sent")
    }

    private func told(_ what: String) -> String {
        what + (standing.map { ", since \(Stamp.day($0.since))" } ?? "")
    }
}
