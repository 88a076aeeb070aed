import Foundation
import Reports
import Store
import Testing

@testable import Aggregator

@Suite("Metrics", .timeLimit(.minutes(1)))
struct MetricsTests {
    /// Values by name and label, as Prometheus reads the format.
    private func values(_ text: String) throws -> [String: Double] {
        var values: [String: Double] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ")
            try #require(parts.count == 2, "\(line)")
            try #require(parts[0].wholeMatch(of: /[a-z_]+(\{[a-z]+="[a-z_]+"\})?/) != nil, "\(line)")
            try #require(values[String(parts[0])] == nil, "\(line) stands twice")
            let number: Double = try #require(Double(parts[1]))
            values[String(parts[0])] = number
        }
        return values
    }

    @Test("counts what was taken and refused, and names no school")
    func counts() async throws {
        try await ReadingWorld.run { world in
            let key = SigningKey()
            let code = try await world.server.region.newEnrollment(
                school: "T-2", room: nil, uses: 1, expiresAt: world.server.clock.now.addingTimeInterval(86_400),
                in: world.server.store, now: world.server.clock.now)
            _ = try await world.server.enroll(key, secret: code.secret)
            let report = try world.server.report(key, 1)
            _ = try await world.server.post("/v1/reports", report + "\nno envelope")
            _ = try await world.server.post("/v1/reports", report)
            _ = try await world.server.enroll(SigningKey(), secret: "0000000000")
            _ = try await world.get("/nowhere")
            world.server.clock.advance(seconds: 90)
            let answer = try await world.get("/metrics")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            let values = try values(answer.body)
            for (name, value) in [
                ("parta_reports_total", 3.0), ("parta_duplicate_reports_total", 1), ("parta_line_tests_total", 2),
                (#"parta_refused_envelopes_total{word="malformed_envelope"}"#, 1),
                (#"parta_refused_requests_total{word="unknown_code"}"#, 1),
                (#"parta_refused_requests_total{word="not_found"}"#, 1), (#"parta_agents{state="enrolled"}"#, 3),
                (#"parta_agents{state="waiting"}"#, 0), ("parta_computers", 3), ("parta_computers_live", 3),
                ("parta_newest_report_age_seconds", 90),
            ] {
                #expect(values[name] == value, "\(name)")
            }
            #expect(values["parta_database_bytes"] ?? 0 > 10_000)
            #expect(values["parta_certificate_end_timestamp_seconds"] == nil)
            for school in ReadingWorld.schools { #expect(!answer.body.contains(school.id)) }
        }
    }

    /// The dashboard and the alert rules in docs name nothing that is not served, and no label that is not given.
    @Test("examples for Grafana and alerts ask for what there is", arguments: ["alerts.yml", "dashboard.json"])
    func examples(file: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/prometheus/\(file)"), encoding: .utf8)
        let figures = RegionFigures(
            agents: [.enrolled: 1], computers: 1, computersLive: 1, newestReport: .distantPast, databaseBytes: 1)
        let served = MetricsText(Tally.Counts(), figures, certificateEnd: .distantPast, now: .now).text
        let names = Set(served.matches(of: #/# TYPE ([a-z_]+) /#).map { String($0.1) })
        let asked = Set(text.matches(of: #/\bparta_[a-z_]+/#).map { String($0.0) })
        #expect(asked.count >= 6)
        #expect(asked.subtracting(names).sorted() == [])
        let labels = text.matches(of: #/by \(([a-z]+)\)/#).map { String($0.1) }
        #expect(Set(labels).isSubset(of: ["word", "outcome", "state"]))
        if file.hasSuffix("json") { _ = try JSONSerialization.jsonObject(with: Data(text.utf8)) }
    }

    @Test(
        "from elsewhere it wants a token, whose scope it keeps to",
        arguments: ["X-Forwarded-For: 10.0.0.9", "Forwarded: for=10.0.0.9", "Via: 1.1 proxy"])
    func elsewhere(_ header: String) async throws {
        try await ReadingWorld.run { world in
            let refused = try await world.get("/metrics", headers: [header])
            #expect(refused.status == 401 && refused.word == "no_token")
            let token = try await world.token(.reader, .areas(["Aktobe"]))
            let answer = try await world.get("/metrics", token: token, headers: [header])
            #expect(try values(answer.body)["parta_computers"] == 1)
            #expect(try values(try await world.get("/metrics").body)["parta_computers"] == 2)
        }
    }
}
