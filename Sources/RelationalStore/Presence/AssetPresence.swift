internal import Reports
internal import Store

/// What is known of one asset's being there: of things that were only taken for it, nothing is.
struct AssetPresence: Sendable, Equatable {
    var presence = Presence.registered
    var lastSeen: String?
    var agent: AgentID?
    var room: String?
    var seenAgain = false

    /// By inventory number, of what serial or sticker prove.
    static func all(of items: [StockItem]) -> [String: AssetPresence] {
        var all: [String: AssetPresence] = [:]
        for item in items {
            guard let number = item.inventoryNumber, item.match == .serial || item.match == .label else { continue }
            all[number] = AssetPresence(
                presence: item.presence, lastSeen: item.lastSeen, agent: item.agent, room: item.room,
                seenAgain: item.reason == .seenAgain)
        }
        return all
    }
}
