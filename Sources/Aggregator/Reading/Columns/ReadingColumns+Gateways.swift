public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let gateways: [Column<GatewayRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Line", key: "line") { .text($0.line) },
        Column("Gateway", key: "gateway") { .text($0.gateway) },
        Column("Confirmed by", key: "confirmed_by") { .text($0.confirmedBy?.rawValue) },
        Column("Agent", key: "agent") { .text($0.agent?.text) },
        Column("Since", key: "confirmed_at") { .time($0.confirmedAt) },
        Column("Opened by", key: "opened_by") { .text($0.openedBy) },
        Column("Last heard", key: "heard_at") { .time($0.heardAt) },
    ]
}
