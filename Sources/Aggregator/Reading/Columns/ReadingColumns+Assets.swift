public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    /// What fits a terminal of 120 columns.
    public static let assets: [Column<AssetRow>] = [
        Column(.school, key: "school") { .text($0.school) },
        Column(.inventoryNumber, key: "inventory_number") { .text($0.inventoryNumber) },
        Column(.category, key: "category") { .text($0.category.rawValue) },
        Column(.room, key: "room") { .text($0.room) },
        Column(.model, key: "model") { .text($0.model) },
        Column(.assetState, key: "state") { .text($0.state.rawValue) },
        Column(Heading("Since", kk: "Қашаннан", ru: "С какого дня"), key: "state_since") { .text($0.stateSince) },
        Column(.presence, key: "presence") { .text($0.presence.rawValue) },
        Column(.lastSeen, key: "last_seen") { .text($0.lastSeen) },
        Column(Heading("In room", kk: "Көрінген кабинеті", ru: "Виден в кабинете"), key: "seen_in_room") {
            .text($0.seenInRoom)
        },
        Column(.seenAgain, key: "seen_again", aggregate: .yes) { .flag($0.seenAgain) },
        Column(Heading("Funders", kk: "Қаржыландырушылар", ru: "Кто оплатил"), key: "funders") { .text(funders($0)) },
        Column(.programme, key: "programme") { .text($0.programme) },
    ]

    /// The rest of JSON's keys; a table has no room for them.
    public static let assetDetails: [Column<AssetRow>] = [
        Column(.schoolName, key: "school_name") { .text($0.schoolName) },
        Column(.maker, key: "vendor") { .text($0.vendor) },
        Column(.serial, key: "serial") { .text($0.serial) },
        Column(.bought, key: "purchased_on") { .text($0.purchasedOn) },
        Column(Heading("Price", kk: "Бағасы", ru: "Цена"), key: "price") { .exact($0.price) },
        Column(.currency, key: "currency") { .text($0.currency) },
        Column(Heading("Contract", kk: "Шарт", ru: "Договор"), key: "contract") { .text($0.contract) },
        Column(Heading("Document", kk: "Құжат", ru: "Документ"), key: "state_document") { .text($0.stateDocument) },
        Column(.agent, key: "agent") { .text($0.agent?.text) },
    ]

    /// As a file that is imported writes them.
    private static func funders(_ row: AssetRow) -> String? {
        guard !row.funders.isEmpty else { return nil }
        return row.funders.map { funder in
            funder.share.map { "\(funder.name):\(Cell.number($0, decimals: $0 == $0.rounded() ? 0 : 1).plain)" }
                ?? funder.name
        }.joined(separator: "; ")
    }
}
