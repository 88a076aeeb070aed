internal import Presentation

/// One run's figures.
struct LoadResult: Codable, Sendable, Equatable {
    var mode: String
    var connections: String
    var envelopesPerPost: Int
    var agents: Int
    var parallel: Int
    var seconds: Double
    var sent: Int
    var accepted: Int
    var lost: Int
    var refused: [String: Int]
    var putOff: [String: Int]
    var failed: [String: Int]
    var posts: Int
    var connectionsOpened: Int
    var p50Ms: Double?
    var p99Ms: Double?
    var slowestMs: Double?
    /// Both ways together, of all that was said.
    var httpBytes: Int
    var tlsBytes: Int
    var ownProcessorSeconds: Double
    /// Nil where no process was named, or it has ended.
    var serverProcessorSeconds: Double?
    var serverPeakBytes: Int?

    enum CodingKeys: String, CodingKey {
        case mode, connections, agents, parallel, seconds, sent, accepted, lost, refused, failed, posts
        case envelopesPerPost = "envelopes_per_post"
        case putOff = "put_off"
        case connectionsOpened = "connections_opened"
        case p50Ms = "p50_ms"
        case p99Ms = "p99_ms"
        case slowestMs = "slowest_ms"
        case httpBytes = "http_bytes"
        case tlsBytes = "tls_bytes"
        case ownProcessorSeconds = "own_processor_seconds"
        case serverProcessorSeconds = "server_processor_seconds"
        case serverPeakBytes = "server_peak_bytes"
    }

    var acceptedPerServerSecond: Double? {
        serverProcessorSeconds.flatMap { $0 > 0 ? Double(accepted) / $0 : nil }
    }

    /// The value below which so large a share lies; nil of nothing.
    /// - Parameter share: from 0 to 1; the nearest rank is taken.
    static func percentile(_ share: Double, of sorted: [Float]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return Double(sorted[min(max(rank, 0), sorted.count - 1)])
    }

    var table: String {
        func words(_ counts: [String: Int]) -> String? {
            counts.isEmpty
                ? nil : counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        }
        func perReport(_ bytes: Int) -> Cell { accepted > 0 ? .integer(bytes / accepted) : .missing }
        let rows: [(String, Cell)] = [
            ("mode", .text("\(mode), \(envelopesPerPost) a POST, \(connections) connections, \(parallel) at once")),
            ("agents", .integer(agents)), ("seconds", .tenths(seconds)), ("reports sent", .integer(sent)),
            ("accepted", .integer(accepted)), ("refused", .text(words(refused))), ("put off", .text(words(putOff))),
            ("unanswered", .text(words(failed))), ("given up", .integer(lost)), ("POSTs", .integer(posts)),
            ("connections", .integer(connectionsOpened)), ("p50 ms", .milliseconds(p50Ms)),
            ("p99 ms", .milliseconds(p99Ms)), ("slowest ms", .milliseconds(slowestMs)),
            ("HTTP bytes a report", perReport(httpBytes)), ("TLS bytes a report", perReport(tlsBytes)),
            ("own CPU s", .tenths(ownProcessorSeconds)), ("server CPU s", .tenths(serverProcessorSeconds)),
            ("accepted per server CPU s", .integer(acceptedPerServerSecond.map { Int($0) })),
            ("server peak MB", .tenths(serverPeakBytes.map { Double($0) / 1e6 })),
        ]
        let columns: [Column<(String, Cell)>] = [
            Column("What", key: "what") { .text($0.0) }, Column("Figure", key: "figure") { $0.1 },
        ]
        return TextTable.render(rows, columns: columns)
    }
}
