internal import Foundation
internal import Reports
internal import Store

/// How what was known of a school's assets on a past day is kept.
extension AssetPresence {
    /// - Parameter known: by inventory number; of which nothing is known is left out, and comes back as that.
    static func packed(_ known: [String: AssetPresence]) -> [UInt8] {
        var writer = PackedWriter()
        var words = PackedWordWriter()
        let known = known.filter { $0.value != AssetPresence() }.sorted { $0.key < $1.key }
        writer.put(known.count)
        for (number, presence) in known {
            writer.put(number)
            words.put(presence.presence.rawValue, into: &writer)
            words.put(presence.lastSeen, into: &writer)
            words.put(presence.agent?.text, into: &writer)
            words.put(presence.room, into: &writer)
            writer.put(presence.seenAgain ? 1 : 0)
        }
        return writer.bytes
    }

    /// - Throws: `PackedDamage`.
    static func unpacked(_ bytes: [UInt8]) throws -> [String: AssetPresence] {
        var reader = PackedReader(bytes)
        var words = PackedWordReader()
        var known: [String: AssetPresence] = [:]
        for _ in 0..<(try reader.count(ofAtLeast: 6)) {
            let number = try reader.text()
            guard let presence = try words.word(from: &reader).flatMap(Presence.init(rawValue:)) else {
                throw reader.damage("an asset is in no state")
            }
            let lastSeen = try words.word(from: &reader)
            let agent = try words.word(from: &reader)
            let room = try words.word(from: &reader)
            known[number] = AssetPresence(
                presence: presence, lastSeen: lastSeen, agent: agent.flatMap(AgentID.init), room: room,
                seenAgain: try reader.number() == 1)
        }
        guard reader.isAtEnd else { throw reader.damage("more follows than is announced") }
        return known
    }
}
