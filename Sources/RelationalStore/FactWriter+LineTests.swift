internal import Foundation
internal import Relational
internal import Reports
internal import Store

extension FactWriter {
    /// A test counts once, whatever report carries it: the first one's words stay.
    ///
    /// Which line it tested, and whether it counts, is the region's to say. Of one from elsewhere the tables keep nothing
    /// that tells of the network there.
    func writeLineTest(_ sent: LineTest) throws {
        let started = resolved(sent.startedAt)
        let school = try school(at: started.time)
        let proof = LineProof(db: db, school: school)
        let line = try proof.line(behind: sent.circumstances?.gateway)
        let lease = try proof.lease(for: sent, by: agent, behind: line)
        let standing = LineTestStanding(sent, line: line, isLeased: lease != nil)
        let test = line == nil ? sent.withoutNetwork : sent
        let circumstances = test.circumstances
        try db.cachedStatement(
            sql: """
                INSERT INTO line_test
                    (agent_id, id, school_id, started_at, time_estimated, download_mbps, upload_mbps, idle_latency_ms,
                     loaded_latency_ms, jitter_ms, loss, bytes_received, bytes_sent, stopped_early, verdict, method,
                     server, problem, line, in_lessons, target, medium, gateway, gateway_idle_ms,
                     gateway_loaded_ms, lease, left_out, latency_only, upload_is_bound)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (agent_id, id) DO NOTHING
                """
        ).execute(arguments: [
            agent, test.id, school, started.time.seconds, started.isEstimated,
            test.downloadMbps, test.uploadMbps, test.idleLatencyMs, test.loadedLatencyMs, test.jitterMs, test.loss,
            test.bytesReceived, test.bytesSent, test.stoppedEarly, test.verdict.rawValue, test.method, test.server,
            test.problem, line, circumstances?.inLessons, (circumstances?.target ?? .region).rawValue,
            test.link?.medium.rawValue, circumstances?.gateway, test.gateway?.idleMs,
            test.gateway?.loadedMs, lease, standing.leftOut?.rawValue, standing.isLatencyOnly, standing.uploadIsBound,
        ])
        guard db.changesCount == 1 else { return }
        try LineMark(db: db).move(school)
        if let details = LineTestDetails(test) {
            try db.cachedStatement(
                sql: "INSERT INTO line_test_details (agent_id, test_id, details) VALUES (?, ?, ?)"
            ).execute(arguments: [agent, test.id, String(decoding: try ReportCoder.encode(details), as: UTF8.self)])
        }
        guard standing.leftOut != .notSchoolLine else { return }
        for reach in test.platforms ?? [] { try writeReach(reach, test: test.id, school: school, at: started.time) }
    }

    private func writeReach(_ reach: PlatformReach, test: String, school: String, at time: Date) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO platform_reach
                    (agent_id, test_id, platform, host, school_id, started_at, name_ms, connect_ms, tls_ms,
                     first_byte_ms, problem)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """
        ).execute(arguments: [
            agent, test, reach.platform, reach.host, school, time.seconds, reach.nameMs, reach.connectMs, reach.tlsMs,
            reach.firstByteMs, reach.problem,
        ])
    }
}
