internal import Aggregator
internal import Foundation
internal import Reports
internal import Store

extension DoctorChecks {
    static func keys(_ region: RegionIdentity, _ trust: RegionTrust) -> DoctorLine {
        .ok(
            "keys",
            "region \(RegionRow.fingerprint(of: region.publicKey)), statement \(trust.newest.version) with "
                + "\(trust.newest.pins.count) server keys, sealing key \(trust.newest.sealingKey.id)")
    }

    static func agents(_ rows: [AgentRow], now: Date) -> [DoctorLine] {
        // Those that are trusted and whose computer is no other agent by now.
        let current = rows.filter { $0.state == .enrolled && $0.replacedBy == nil }
        let silent = current.count { now.timeIntervalSince($0.lastSeen ?? $0.enrolledAt) > silence }
        let waiting = rows.count { $0.state == .waiting }
        let clones = rows.count(where: \.suspectedClone)
        let differing = current.count { $0.tableDiffersSince != nil }
        let ended = current.count { now.timeIntervalSince($0.streamEndedAt ?? .distantPast) < silence }
        let unread = current.count { !$0.unknownFields.isEmpty }
        return [
            line(
                "silent agents", silent, of: current.count,
                "`parta agents` shows when each was heard; ask in the school"),
            line("waiting agents", waiting, of: rows.count, "`parta agents --waiting`, then `parta agents approve ID`"),
            line("clones", clones, of: rows.count, "`parta agents --clones` shows which; they take keys of their own"),
            line(
                "device tables", differing, of: current.count,
                "`parta agents` shows since when they differ; update these agents and report it"),
            line(
                "ended streams", ended, of: current.count,
                "`parta agents` shows which began anew within two weeks: see whether their disks are set back or lose what "
                    + "was written; no report is lost"),
            line("newer agents", unread, of: current.count, "update parta: they tell more than this release reads"),
        ]
    }

    static func bundles(_ health: StoreHealth) -> DoctorLine {
        guard health.quarantinedBundles > 0 else { return .ok("bundles", "none in quarantine") }
        return .warn(
            "bundles", "\(health.quarantinedBundles) in quarantine",
            "see who brings bundles of revoked agents; enrol those computers again where they are the school's")
    }

    /// The settings of the service itself.
    static func file(_ settings: ServiceSettings) -> DoctorLine {
        let complaints = settings.complaints
        guard complaints.isEmpty else {
            return .warn(
                "service settings", complaints.joined(separator: "; "),
                "correct them in \(ServiceSettings.path), then `systemctl restart parta`")
        }
        return .ok("service settings", settings.isInstalled ? ServiceSettings.path : "no \(ServiceSettings.path)")
    }

    static func settings(version: Int) -> DoctorLine {
        .ok("settings", version == 0 ? "none: all agents go by their defaults" : "version \(version)")
    }

    private static func line(_ check: String, _ count: Int, of total: Int, _ advice: String) -> DoctorLine {
        let said = "\(count) of \(total)"
        return count == 0 ? .ok(check, said) : .warn(check, said, advice)
    }
}
