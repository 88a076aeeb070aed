internal import FoundationEssentials
internal import Glibc
internal import Outbox

/// From when to when a certificate says it is good: worth a note, never a reason to refuse a key that is known.
struct CertificateDates: Sendable, Equatable {
    var notBefore: Date
    var notAfter: Date

    /// A sentence where the dates do not fit, nil where they do.
    /// - Parameter now: the latest of the computer's clock, the program's build date and the region's last signed time: a
    ///   clock that stands at 1970 says nothing about a certificate.
    func note(at now: Date) -> String? {
        if now > notAfter {
            "the aggregator's certificate ended on \(Self.day(notAfter)); it is known by its key and used all the same: "
                + "renew it"
        } else if now < notBefore {
            "the aggregator's certificate begins on \(Self.day(notBefore)); it is known by its key and used all the same: "
                + "check the clocks"
        } else {
            nil
        }
    }

    private static func day(_ date: Date) -> String { LocalDay.text(of: date) }
}

/// When this program was built, as the package left its file.
enum BuildDate {
    /// - Returns: nil where the program's file cannot be looked at.
    static func read(program path: String = "/proc/self/exe") -> Date? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return Date(timeIntervalSince1970: Double(facts.st_mtim.tv_sec))
    }
}
