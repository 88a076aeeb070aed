internal import Presentation
internal import Reports

/// The figures of a line test as name and words, for people.
struct LineFigures {
    var test: LineTest

    var rows: [(String, String)] {
        [
            direction("Download", test.downloadMbps, test.download), direction("Upload", test.uploadMbps, test.upload),
            latency, router, resent, link, names,
        ].compactMap(\.self) + platforms + [bytes, ("Server", test.server)]
    }

    private func direction(_ name: String, _ mbps: Double?, _ rate: LineRate?) -> (String, String)? {
        guard let mbps else { return (name, "no figure") }
        var words = "\(Cell.rate(mbps).plain) Mbps"
        if let low = rate?.lowMbps, let high = rate?.highMbps {
            words += ", 95 % sure between \(Cell.rate(low).plain) and \(Cell.rate(high).plain)"
        }
        if let mean = rate?.meanMbps, rate?.steadyMbps != nil, abs(mean - mbps) > 0.1 * mbps {
            words += "; mean of the whole test \(Cell.rate(mean).plain)"
        }
        if rate?.stoppedEarly == true, let seconds = rate?.seconds {
            words += "; settled after \(Cell.tenths(seconds).plain) s"
        }
        return (name, words)
    }

    /// What the latency means follows ITU-T G.114 (2003): 150 ms one way suits most uses, beyond 400 ms none; a round trip
    /// is twice that.
    private var latency: (String, String)? {
        guard let idle = test.idleLatencyMs else {
            return test.loadedLatencyMs.map { ("Latency", "\(milliseconds($0)) under load") }
        }
        guard let loaded = test.loadedLatencyMs else { return ("Latency", "\(milliseconds(idle)) idle") }
        let meaning =
            switch loaded {
            case ...300: "a video lesson runs well beside other work"
            case ...800: "in a video lesson people talk over each other while the line is busy"
            default: "no video lesson while the line is busy"
            }
        return ("Latency", "\(milliseconds(idle)) idle, \(milliseconds(loaded)) under load: \(meaning)")
    }

    private var router: (String, String)? {
        guard let gateway = test.gateway else { return nil }
        guard gateway.answered else { return ("Router", "answers no probe") }
        var parts: [String] = []
        if let idle = gateway.idleMs { parts.append("\(milliseconds(idle)) idle") }
        if let loaded = gateway.loadedMs { parts.append("\(milliseconds(loaded)) under load") }
        if let loss = gateway.loss, loss > 0 { parts.append("\(Cell.tenths(loss * 100).short) % unanswered") }
        return ("Router", parts.isEmpty ? "answers" : parts.joined(separator: ", "))
    }

    private var resent: (String, String)? {
        test.loss.map { ("Sent again", "\(Cell.tenths($0 * 100).plain) %") }
    }

    private var link: (String, String)? {
        guard let link = test.link else { return nil }
        var parts: [String]
        switch link.medium {
        case .wired: parts = ["wired" + (link.speedMbps.map { " \($0) Mbps" } ?? "")]
        case .wifi:
            parts = [
                "Wi-Fi" + (link.wifiSignalDBm.map { " \($0) dBm" } ?? "")
                    + (link.wifiRateMbps.map { " \(Cell.tenths($0).short) Mbps" } ?? "")
            ]
        case .mobile: parts = ["mobile"]
        case .unknown: parts = ["unknown"]
        }
        // -70 dBm is what access points are planned for at the edge of a room.
        if let signal = link.wifiSignalDBm, signal < -70 { parts.append("a weak signal") }
        if link.metered == true { parts.append("bytes cost money") }
        return ("Link", parts.joined(separator: ", "))
    }

    private var names: (String, String)? {
        guard let names = test.names else { return nil }
        if names.captive == true { return ("Names", "somebody else's page answers") }
        if let time = names.nameMs { return ("Names", "found in \(milliseconds(time))") }
        return ("Names", "not found" + (names.nameProblem.map { ": \($0)" } ?? ""))
    }

    private var platforms: [(String, String)] {
        (test.platforms ?? []).map { reach in
            if let time = reach.firstByteMs { return (reach.platform, "reached, first byte \(milliseconds(time))") }
            return (reach.platform, "not reached" + (reach.problem.map { ": \($0)" } ?? ""))
        }
    }

    private var bytes: (String, String) {
        let sum = Double(test.bytesReceived) + Double(test.bytesSent)
        return (
            "Bytes used",
            "\(megabytes(sum)) (\(megabytes(Double(test.bytesReceived))) received, \(megabytes(Double(test.bytesSent))) sent)"
        )
    }

    private func megabytes(_ bytes: Double) -> String { "\(Cell.tenths(bytes / 1e6).plain) MB" }

    private func milliseconds(_ value: Double) -> String { "\(Cell.milliseconds(value).short) ms" }
}
