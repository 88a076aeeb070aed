public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    public static let gateways: [Column<GatewayRow>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.line, key: "line") { .text($0.line) },
        Column(Heading("Gateway", kk: "Шлюз", ru: "Шлюз"), key: "gateway") { .text($0.gateway) },
        Column(Heading("Confirmed by", kk: "Растаған", ru: "Подтвердил"), key: "confirmed_by") {
            .text($0.confirmedBy?.rawValue)
        },
        Column(.agent, key: "agent") { .text($0.agent?.text) },
        Column(Heading("Since", kk: "Қашаннан", ru: "С какого времени"), key: "confirmed_at") { .time($0.confirmedAt) },
        Column(Heading("Opened by", kk: "Ашқан", ru: "Открыл"), key: "opened_by") { .text($0.openedBy) },
        Column(Heading("Last heard", kk: "Соңғы хабар", ru: "Последняя весть"), key: "heard_at") { .time($0.heardAt) },
    ]
}
