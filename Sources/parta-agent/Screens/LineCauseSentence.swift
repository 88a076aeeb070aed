internal import Presentation
internal import Reports

/// Whose fault it is, in one plain sentence with the figures that say so.
struct LineCauseSentence {
    var test: LineTest
    var hasRouter: Bool?

    var text: String? {
        switch test.verdict {
        case .unknown: unknown
        case .clear: "Nothing but the line's own rate is the limit."
        case .lan: "\(network), not the provider, is the limit: slow or lossy even while nobody uses the line."
        case .lanQueue:
            "\(network), not the provider, is the limit:\(rise(test.gateway?.idleMs, test.gateway?.loadedMs))."
        case .ispQueue:
            "The router's or the provider's queue is the limit:\(rise(test.idleLatencyMs, test.loadedLatencyMs))"
                + (test.gateway?.loadedMs.map { ", in the school's network \(milliseconds($0))." } ?? ".")
        case .outage:
            "The school's network works and names are found, but the server cannot be reached: ask the provider."
        case .dns: "The school's network works, but no name is found: look at the router's DNS setting."
        case .captive:
            "Somebody else's page answers in place of the one asked for: open a browser and see what it wants."
        case .lanBound: "The school's own network, not the provider, is the limit: PC to PC is hardly faster."
        case .wifi: "The Wi-Fi, not the provider, is the limit: wired PCs are faster."
        case .sharedLoad: "The school's own use fills the line: outside lessons it is faster."
        case .tariffCap: "The contract is the limit: the line stops at a round figure, day and night."
        case .serverLimited: "The test server was the limit: this says nothing of the line. Try again later."
        case .pcLimited: "This computer was the limit: the line may be faster. Try another one, by cable."
        }
    }

    private var unknown: String? {
        if test.downloadMbps == nil, test.uploadMbps == nil { return nil }
        if let gateway = test.gateway, !gateway.answered {
            return "Whose fault it is cannot be told: the router answers no probe, which says nothing bad of it."
        }
        if test.gateway == nil, let hasRouter {
            return "Whose fault it is cannot be told: "
                + (hasRouter
                    ? "the router answers no probe, which says nothing bad of it."
                    : "no router stands between this computer and the server.")
        }
        return "Whose fault it is cannot be told: too little was seen."
    }

    private var network: String {
        test.link?.medium == .wifi ? "The Wi-Fi" : "The school's own network"
    }

    private func rise(_ idle: Double?, _ loaded: Double?) -> String {
        guard let idle, let loaded else { return " answers come late under load" }
        return " \(milliseconds(loaded)) under load in place of \(milliseconds(idle))"
    }

    private func milliseconds(_ value: Double) -> String { "\(Cell.milliseconds(value).short) ms" }
}

/// What to know before using the figures.
enum LineWarnings {
    static func sentences(_ test: LineTest) -> [String] {
        (test.marks ?? []).compactMap { mark in
            switch mark {
            // The verdicts of the same name say it.
            case .serverLimited where test.verdict == .serverLimited: nil
            case .pcLimited where test.verdict == .pcLimited: nil
            case .serverLimited: "Note: the server was busy; the line may be faster."
            case .pcLimited: "Note: this computer was at its limit; the line may be faster."
            case .notSchoolLine: "Note: this is not behind a gateway confirmed for the school; it counts for nothing."
            case .rampLimited: "Note: the rate was still rising at the end; the line may be faster. Try --full."
            case .byteCapped: "Note: stopped because the byte allowance was used up, before the rate had settled."
            case .clockJumped: "Note: the computer's clock was set during the test."
            default: "Note: the test is marked \(mark.rawValue)."
            }
        }
    }
}
