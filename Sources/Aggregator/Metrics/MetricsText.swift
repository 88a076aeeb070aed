internal import FoundationEssentials
internal import Store

/// The aggregator's figures as Prometheus reads them: its text format, version 0.0.4.
struct MetricsText {
    private(set) var text = ""

    init(_ counts: Tally.Counts, _ figures: RegionFigures, certificateEnd: Date?, now: Date) {
        add("parta_reports_total", .counter, "Reports stored since the server began.", counts.reports)
        add("parta_duplicate_reports_total", .counter, "Reports that were held already.", counts.duplicates)
        add("parta_line_tests_total", .counter, "Line tests in stored reports.", counts.lineTests)
        add(
            "parta_refused_envelopes_total", .counter, "Envelopes refused, by word.", counts.refusedEnvelopes,
            label: "word")
        add(
            "parta_refused_requests_total", .counter, "Requests refused whole, by word.", counts.refusedRequests,
            label: "word")
        add(
            "parta_leases_total", .counter, "Lease requests, by how they were answered.", counts.leases,
            label: "outcome")
        add(
            "parta_agents", .gauge, "Agents, by state.",
            Dictionary(uniqueKeysWithValues: figures.agents.map { ($0.rawValue, $1) }), label: "state")
        add("parta_computers", .gauge, "Computers whose agent is enrolled.", figures.computers)
        add(
            "parta_computers_live", .gauge, "Those heard within \(Query.liveDays) days.", figures.computersLive)
        if let newest = figures.newestReport {
            add(
                "parta_newest_report_age_seconds", .gauge, "How long ago the latest report came.",
                max(0, Int(now.timeIntervalSince(newest))))
        }
        add(
            "parta_database_bytes", .gauge, "The database without its write-ahead log.", figures.databaseBytes)
        if let certificateEnd {
            add(
                "parta_certificate_end_timestamp_seconds", .gauge, "When the certificate shown ends, since 1970.",
                Int(certificateEnd.timeIntervalSince1970))
        }
    }

    private enum Kind: String {
        case counter, gauge
    }

    private mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
        head(name, kind, help)
        text += "\(name) \(value)\n"
    }

    /// - Parameter values: by a word of ours, which needs no escaping.
    private mutating func add(_ name: String, _ kind: Kind, _ help: String, _ values: [String: Int], label: String) {
        head(name, kind, help)
        for (word, value) in values.sorted(by: { $0.key < $1.key }) {
            text += "\(name){\(label)=\"\(word)\"} \(value)\n"
        }
    }

    private mutating func head(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }
}
