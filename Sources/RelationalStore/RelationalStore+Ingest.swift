internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func ingest(_ reports: [VerifiedReport], budgetBytes: Int?) async throws -> IngestOutcome {
        try await write { db in
            var outcome = IngestOutcome()
            var intake = ReportIntake(db: db, budgetBytes: budgetBytes)
            for report in reports {
                let result = try intake.take(report)
                outcome.dispositions.append(result.disposition)
                // Of the last report: an earlier one's are not the newest. Ending a stream leaves its ranges.
                outcome.accepted[report.streamID] = result.ranges
                if result.isOrderedToRekey { outcome.rekey.insert(report.report.agent) }
            }
            try intake.settle()
            try intake.age()
            for report in reports {
                let id = report.streamID
                if outcome.accepted[id] == nil { outcome.accepted[id] = try StreamLedger(db: db, id: id).ranges() }
            }
            // Once the whole request is in: a scan may have come after a report that spoke of it.
            for (agent, time) in intake.heard
            where try intake.differing.contains(agent) && DeviceTableLedger(db: db).ask(agent, at: time) {
                outcome.sendFull.insert(agent)
            }
            // Each answer names it: asked once for all of them.
            outcome.settingsVersion = try SettingsLedger(db: db).version()
            return outcome
        }
    }

    public func envelopes(after position: Int, limit: Int, scope: Scope) async throws -> [StoredEnvelope] {
        try await read { db in
            var filter = try Filter(Query(asOf: Date()), scope: scope, in: db)
            filter.add("e.position > ?", position)
            filter.add("e.text <> ?", "")
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT e.* FROM envelope AS e
                    JOIN assignment AS p ON p.agent_id = e.agent_id AND p.valid_to IS NULL
                    JOIN school AS s ON s.id = p.school_id
                    \(filter.sql) ORDER BY e.position LIMIT \(limit)
                    """,
                arguments: filter.arguments
            ).map { row in
                StoredEnvelope(
                    position: row["position"], agent: try row.agent("agent_id"), stream: row["stream"],
                    seq: row["seq"], receivedAt: row.date("received_at"), text: row["text"])
            }
        }
    }
}

extension VerifiedReport {
    var streamID: StreamID { StreamID(agent: report.agent, stream: report.stream) }
}
