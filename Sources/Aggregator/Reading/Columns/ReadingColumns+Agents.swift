public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let agents: [Column<AgentRow>] = [
        Column("Agent", key: "agent") { .text($0.agent.text) },
        Column("School", key: "school") { .text($0.school) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Label", key: "label") { .text($0.label) },
        Column("State", key: "state") { .text($0.state.rawValue) },
        Column("Waiting since", key: "waiting_since") { .time($0.waitingSince) },
        Column("Version", key: "version") { .text($0.version) },
        Column("Old", key: "old_version") { .flag($0.oldVersion) },
        Column("Reports", key: "reports") { .integer($0.reports) },
        Column("Set aside", key: "set_aside") { .integer($0.setAside) },
        Column("Copied from", key: "cloned_from") { .text($0.clonedFrom?.text) },
        Column("Two PCs", key: "suspected_clone") { .flag($0.suspectedClone) },
        Column("Was", key: "succeeds") { .text($0.succeeds?.text) },
        Column("Now", key: "replaced_by") { .text($0.replacedBy?.text) },
        Column("Table differs", key: "table_differs_since") { .time($0.tableDiffersSince) },
        Column("Ended streams", key: "ended_streams") { .integer($0.endedStreams) },
        Column("Last ended", key: "stream_ended_at") { .time($0.streamEndedAt) },
        Column("Not read", key: "unknown_fields") { .text($0.unknownFields.joined(separator: " ")) },
        Column("Last seen", key: "last_seen") { .time($0.lastSeen) },
    ]
}
