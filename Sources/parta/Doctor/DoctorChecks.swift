internal import Aggregator
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

/// How what was looked at is judged: pure, so that every sickness can be a test's row.
enum DoctorChecks {
    static let listener = "listener"
    /// Beside the database a backup needs a copy of it, and its log room to grow, in bytes.
    static let spareBytes = 1_000_000_000
    /// Below this nothing can be taken in for long, in bytes.
    static let leastBytes = 100_000_000
    /// A backup that is made every night, with one that failed, in seconds.
    static let backupAge: TimeInterval = 2 * 86_400
    /// When an agent counts as silent, in seconds: a school's holidays pass without an alarm.
    static let silence: TimeInterval = 14 * 86_400

    static func database(_ health: StoreHealth) -> DoctorLine {
        if let damage = health.damage {
            return .fail(
                "database", "damaged: \(damage)",
                "stop `parta serve`, keep the file, and restore the last backup with `parta restore`")
        }
        return .ok("database", "sound, \(megabytes(health.bytes)), tables of step \(health.schema)")
    }

    static func disk(_ health: StoreHealth) -> DoctorLine {
        guard let free = health.freeBytes else {
            return .warn("disk", "its free space cannot be read", "look at it with df")
        }
        let said = "\(megabytes(free)) free"
        if free < leastBytes { return .fail("disk", said, "make room: soon nothing can be taken in") }
        if free < health.bytes * 2 + spareBytes {
            return .warn("disk", said, "make room: a backup needs a copy of the database beside it")
        }
        return .ok("disk", said)
    }

    /// - Parameters:
    ///   - now: by this computer's clock.
    ///   - built: when this program was built: no true clock is behind it.
    static func clock(now: Date, built: Date?, newestReport: Date?) -> DoctorLine {
        let said = "\(Cell.time(now).plain)"
        let advice = "set the clock, such as with `timedatectl set-ntp true`: agents take their time from it"
        if let built, now < built { return .fail("clock", "\(said) is before this program was built", advice) }
        if let newestReport, now.timeIntervalSince(newestReport) < -60 {
            return .fail("clock", "\(said) is before the newest report, of \(Cell.time(newestReport).plain)", advice)
        }
        return .ok("clock", said)
    }

    /// - Parameter ends: when the certificate ends; nil where it is not known, as of one that was given and not met.
    static func certificate(ends: Date?, isGiven: Bool, now: Date) -> DoctorLine {
        guard let ends else {
            return isGiven
                ? .ok("certificate", "given in files; give --url to have it looked at")
                : .ok("certificate", "none yet: `parta serve` makes one when it speaks TLS")
        }
        let days = Int(ends.timeIntervalSince(now) / 86_400)
        let said = "ends \(Cell.day(ends).plain)"
        guard days < (isGiven ? 14 : 100) else { return .ok("certificate", said) }
        let advice =
            isGiven
            ? "renew the files of --tls-certificate and --tls-key; agents go by its key and go on meanwhile, browsers do not"
            : "start `parta serve`: it renews its own certificate; agents go by its key and go on meanwhile"
        return .warn("certificate", said, advice)
    }

    /// - Parameters:
    ///   - answer: nil where nobody answered.
    ///   - isAsked: whether its reader named the address.
    ///   - pins: what the region says of its servers.
    static func listener(
        _ answer: HealthProbe.Answer?, at url: String, isAsked: Bool, pins: [ServerPin]
    ) -> DoctorLine {
        guard let answer else {
            let advice = "start `parta serve`, or give --url where it listens; look into its log"
            return isAsked
                ? .fail(listener, "nothing answers at \(url)", advice)
                : .warn(listener, "nothing answers at \(url)", advice)
        }
        if let pin = answer.pin, !pins.contains(pin) {
            return .fail(
                listener, "\(url) shows the key \(pin.text), which the region's statement does not name",
                "see who answers there: another program, or a server on another database; agents do not speak to it")
        }
        guard answer.status == 200 else {
            return .fail(listener, "\(url) answers \(answer.status)", "look into the log of `parta serve`")
        }
        return .ok(listener, "\(url) answers" + (answer.pin == nil ? "" : " with a key of the region's"))
    }

    static func backup(_ last: BackupNote?, hasKey: Bool, now: Date) -> DoctorLine {
        guard let last else {
            return .warn(
                "backup", "none was ever made",
                hasKey
                    ? "`parta backup FILE`, every night"
                    : "`parta backup key new FILE` once, then `parta backup FILE` every night")
        }
        let said = "last \(Cell.time(last.takenAt).plain) to \(last.path), \(megabytes(last.bytes)), key \(last.key)"
        guard now.timeIntervalSince(last.takenAt) > backupAge else { return .ok("backup", said) }
        return .warn("backup", said, "see why the nightly backup fails, and run `parta backup FILE` now")
    }

    /// - Parameters:
    ///   - open: files and connections that the server has open.
    ///   - limit: how many it may have.
    static func connections(open: Int?, limit: Int?) -> DoctorLine {
        guard let open, let limit else {
            return .ok("connections", "not known: no `parta serve` of this account has the database open")
        }
        let said = "\(open) of \(limit) files and connections in use"
        guard open * 10 > limit * 8 else { return .ok("connections", said) }
        return .warn("connections", said, "raise LimitNOFILE= in the unit, and see who connects")
    }

    static func megabytes(_ bytes: Int) -> String {
        "\(Cell.number(Double(bytes) / 1_000_000, decimals: 1).plain) MB"
    }
}
