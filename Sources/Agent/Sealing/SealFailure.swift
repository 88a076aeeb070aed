public import Presentation

/// Why an image is not sealed: something would be lost with it.
public enum SealFailure: ExplainedFailure, Equatable {
    /// - Parameters:
    ///   - reports: signed, and not acknowledged by the region.
    ///   - records: device-days, line tests and days of them that are in no report yet.
    case undelivered(reports: Int, records: Int)
    case unreadable(reason: String)

    public var description: String {
        switch self {
        case .undelivered(let reports, let records):
            "\(reports) report\(reports == 1 ? "" : "s") and \(records) record\(records == 1 ? "" : "s") of devices and line "
                + "tests have not been delivered, and nothing was removed; deliver them with `parta-agent once`, take them "
                + "with `parta-agent export FILE`, or give --discard"
        case .unreadable(let reason):
            "nobody can say what waits in the outbox, and nothing was removed: \(reason); --discard removes it unseen"
        }
    }

    public var exitStatus: SystemExit {
        switch self {
        case .undelivered: .cannotCreate
        case .unreadable: .badData
        }
    }
}
