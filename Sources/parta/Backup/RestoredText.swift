internal import Foundation
internal import Presentation
internal import Reports
internal import Store

/// What is said after a restore: what was brought back, and what its reader has to see to.
enum RestoredText {
    /// - Parameters:
    ///   - createdAt: when the backup was taken.
    ///   - aside: where the database that was there lies now.
    ///   - carried: what was taken over from that one; nil where there was none, or it could not be read.
    ///   - isGiven: whether the servers' certificate was given to them.
    static func text(
        database: String, createdAt: Date, agents: Int, aside: String?, isGiven: Bool, carried: CarriedDecisions? = nil
    ) -> String {
        let moment = Cell.time(createdAt).plain
        var lines = ["\(DisplayText.harmless(database)) is the region as of \(moment), with \(agents) agents."]
        if let aside { lines.append("The database that was there is now \(DisplayText.harmless(aside)).") }
        if let carried {
            lines.append(
                "Taken over from it: \(carried.agents) agents and \(carried.tokens) tokens revoked since, \(carried.codes) codes "
                    + "used or taken back since.")
            if !carried.returned.isEmpty {
                lines.append(
                    "Revoked before the backup and trusted again there, so they are here too: "
                        + carried.returned.map(\.text).joined(separator: ", ")
                        + ". Look whether each should be: `parta agents`, `parta agents revoke ID`.")
            }
        }
        if let erased = carried?.erased, !erased.isEmpty {
            lines.append(
                DisplayText.harmless(
                    "Erased on request since, and back with this backup: " + erased.joined(separator: ", ")
                        + ". Erase each again: `parta erase school ID --reason TEXT --yes`."))
        }
        let revocations =
            carried != nil
            ? []
            : [
                "Revoke again who was revoked since \(moment): `parta agents revoke ID --even-unknown`.",
                "Revoke again the readers' tokens and the codes that were revoked since: `parta token list`, "
                    + "`parta token revoke ID`, `parta enrollment list`, `parta enrollment revoke ID`.",
            ]
        var steps = [
            "Start `parta serve`. Agents hand in again what they still hold of two weeks, and those enrolled since are "
                + "taken in on their receipts: there is nothing to do in the schools."
        ]
        steps += revocations
        steps += [
            "Do again what else was done since: imports of schools and bundles, settings, codes that are not used up.",
            "If the servers' key was rotated since because it was stolen: `parta region rotate`, twice.",
        ]
        if isGiven {
            steps.insert("Put the files of --tls-certificate and --tls-key back; they are not in a backup.", at: 0)
        }
        for (number, step) in steps.enumerated() { lines.append("\(number + 1). \(step)") }
        return lines.joined(separator: "\n")
    }
}
