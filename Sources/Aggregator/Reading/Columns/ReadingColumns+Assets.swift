public import Presentation
internal import Reports
public import Store

extension ReadingColumns {
    /// What fits a terminal of 120 columns.
    public static let assets: [Column<AssetRow>] = [
        Column("School", key: "school") { .text($0.school) },
        Column("Number", key: "inventory_number") { .text($0.inventoryNumber) },
        Column("Category", key: "category") { .text($0.category.rawValue) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Model", key: "model") { .text($0.model) },
        Column("State", key: "state") { .text($0.state.rawValue) },
        Column("Since", key: "state_since") { .text($0.stateSince) },
        Column("Presence", key: "presence") { .text($0.presence.rawValue) },
        Column("Last seen", key: "last_seen") { .text($0.lastSeen) },
        Column("In room", key: "seen_in_room") { .text($0.seenInRoom) },
        Column("Seen again", key: "seen_again") { .flag($0.seenAgain) },
        Column("Funders", key: "funders") { .text(funders($0)) },
        Column("Programme", key: "programme") { .text($0.programme) },
    ]

    /// The rest of JSON's keys; a table has no room for them.
    public static let assetDetails: [Column<AssetRow>] = [
        Column("Name", key: "school_name") { .text($0.schoolName) },
        Column("Maker", key: "vendor") { .text($0.vendor) },
        Column("Serial", key: "serial") { .text($0.serial) },
        Column("Bought", key: "purchased_on") { .text($0.purchasedOn) },
        Column("Price", key: "price") { .exact($0.price) },
        Column("Currency", key: "currency") { .text($0.currency) },
        Column("Contract", key: "contract") { .text($0.contract) },
        Column("Document", key: "state_document") { .text($0.stateDocument) },
        Column("Agent", key: "agent") { .text($0.agent?.text) },
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
