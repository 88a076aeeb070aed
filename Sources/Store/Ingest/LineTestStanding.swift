public import Reports

/// What a line test may be used for, judged once when it is taken in: an agent's word alone counts for nothing.
public struct LineTestStanding: Sendable, Equatable {
    /// Why a test is kept and enters no figure of the school's line. The first that fits is said.
    public enum LeftOut: String, Sendable, CaseIterable {
        /// Its own program says that it was taken elsewhere.
        case notSchoolLine = "not_school_line"
        /// Not behind a gateway that is confirmed for the school, or under no lease there.
        case unconfirmed
        case serverLimited = "server_limited"
        case pcLimited = "pc_limited"
        /// The byte allowance or the test's time ended before the rate had settled: the line gives at least that much.
        case byteCapped = "byte_capped"
        case rampLimited = "ramp_limited"

        /// Whether the download is still what the line gives at least.
        public var isBound: Bool {
            switch self {
            case .byteCapped, .rampLimited, .serverLimited, .pcLimited: true
            case .notSchoolLine, .unconfirmed: false
            }
        }
    }

    /// Which of the school's lines; nil where its gateway is not confirmed.
    public var line: String?
    public var leftOut: LeftOut?
    /// Nothing but latency was asked, as on a metered line: no failed test.
    public var isLatencyOnly: Bool
    /// Whether the upload is only what the line gives at least, beside a download that had settled.
    public var uploadIsBound: Bool

    /// - Parameters:
    ///   - line: the school's, by the gateway that the test names.
    ///   - isLeased: whether the region granted its agent a lease for this test.
    public init(_ test: LineTest, line: String?, isLeased: Bool) {
        self.line = line
        isLatencyOnly =
            test.download == nil && test.upload == nil && test.downloadMbps == nil && test.uploadMbps == nil
            && test.problem == nil && test.idleLatencyMs != nil
        let download = test.bound(test.downloadMbps, test.download)
        let upload = test.bound(test.uploadMbps, test.upload)
        uploadIsBound = upload != nil
        let marks = test.marks ?? []
        if marks.contains(.notSchoolLine) {
            leftOut = .notSchoolLine
        } else if line == nil || !(isLeased || isLatencyOnly) {
            leftOut = .unconfirmed
        } else if marks.contains(.serverLimited) || test.verdict == .serverLimited {
            leftOut = .serverLimited
        } else if marks.contains(.pcLimited) || test.verdict == .pcLimited {
            leftOut = .pcLimited
        } else {
            leftOut = download ?? (test.downloadMbps == nil ? upload : nil)
        }
    }
}

extension LineTest {
    /// Why a direction's figure is a mean that ended too early, nil where it is the line's rate.
    fileprivate func bound(_ mbps: Double?, _ rate: LineRate?) -> LineTestStanding.LeftOut? {
        guard mbps != nil, rate?.steadyMbps == nil else { return nil }
        let marks = marks ?? []
        if marks.contains(.byteCapped) { return .byteCapped }
        return rate?.rampLimited ?? marks.contains(.rampLimited) ? .rampLimited : nil
    }

    /// Without what tells of the network that it ran in, for a test from elsewhere: the tables keep no more of a home's
    /// line than that somebody tested it.
    public var withoutNetwork: LineTest {
        LineTest(
            id: id, startedAt: startedAt, downloadMbps: downloadMbps, uploadMbps: uploadMbps,
            idleLatencyMs: idleLatencyMs, loadedLatencyMs: loadedLatencyMs, jitterMs: jitterMs, loss: loss,
            bytesReceived: bytesReceived, bytesSent: bytesSent, stoppedEarly: stoppedEarly, verdict: verdict,
            method: method, server: "",
            circumstances: circumstances.map { LineCircumstances(target: $0.target, inLessons: $0.inLessons) })
    }
}

extension SlotRecord {
    /// The same for a slot: what became of it, and nothing of where.
    public var withoutNetwork: SlotRecord {
        SlotRecord(
            id: id, plannedAt: plannedAt, decidedAt: decidedAt, inLessons: inLessons, ran: ran, reason: reason,
            test: test, holder: holder)
    }
}
