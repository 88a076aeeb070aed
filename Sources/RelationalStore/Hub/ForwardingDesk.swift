internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// How far a region has told a hub everything, within one transaction.
struct ForwardingDesk {
    let db: Database

    func state(where condition: String, _ argument: String) throws -> ForwardingState? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM forwarding WHERE \(condition) ORDER BY number DESC LIMIT 1", arguments: [argument]
        ).map { row in
            ForwardingState(
                hub: try VerifyingKey(rawRepresentation: row["hub_key"]), statement: row["statement"],
                position: row["position"], lost: row["lost"], completeAt: row.dateIfPresent("complete_at"))
        }
    }

    func begin(_ start: ForwardingStart) throws -> ForwardingState? {
        let hub = start.hub.agentID.text
        let row = try Row.fetchOne(db, sql: "SELECT * FROM forwarding WHERE hub = ?", arguments: [hub])
        if let row {
            let holder: String? = row["holder"]
            if let holder, holder != start.holder, row.date("held_until") > start.now { return nil }
            // What a restored database calls by a number it has given before is another envelope.
            try db.execute(
                sql: """
                    UPDATE forwarding SET url = ?1, holder = ?2, held_until = ?3,
                        position = iif(epoch = ?4, position, 0), epoch = ?4 WHERE hub = ?5
                    """, arguments: [start.url, start.holder, start.until.seconds, start.epoch, hub])
        } else {
            try db.execute(
                sql: """
                    INSERT INTO forwarding (hub, hub_key, url, epoch, number, position, envelopes, lost, holder, held_until)
                    VALUES (?, ?, ?, ?, 0, 0, 0, 0, ?, ?)
                    """,
                arguments: [
                    hub, start.hub.rawRepresentation, start.url, start.epoch, start.holder, start.until.seconds,
                ])
        }
        return try state(where: "hub = ?", hub)
    }

    func drawNumber(hub: AgentID, above held: Int, at time: Date) throws -> Int {
        let last = try Int.fetchOne(db, sql: "SELECT number FROM forwarding WHERE hub = ?", arguments: [hub.text]) ?? 0
        // By the clock too, so that a database restored from a backup draws none again.
        let number = max(last + 1, held + 1, Int(time.timeIntervalSince1970 * 1_000))
        try db.execute(sql: "UPDATE forwarding SET number = ? WHERE hub = ?", arguments: [number, hub.text])
        return number
    }

    // MARK: Envelopes

    func envelopes(hub: AgentID, limit: Int, bytes: Int) throws -> ForwardedEnvelopes {
        let start = try state(where: "hub = ?", hub.text)?.position ?? 0
        let newest = try Int.fetchOne(db, sql: "SELECT max(position) FROM envelope") ?? 0
        var found = ForwardedEnvelopes(agents: [], texts: [], position: start, waiting: 0, hasMore: false)
        guard try SettingsLedger(db: db).forwardsEnvelopes() else {
            // Whoever asks for envelopes later gets those from then on.
            found.position = max(start, newest)
            return found
        }
        var agents: [AgentID: Standing] = [:]
        var size = 0
        let rows = try Row.fetchAll(
            db, sql: "SELECT position, agent_id, text FROM envelope WHERE position > ? ORDER BY position LIMIT ?",
            arguments: [start, limit])
        for row in rows {
            let (id, text): (AgentID, String) = (try row.agent("agent_id"), row["text"])
            let standing = try agents[id] ?? standing(of: id, hub: hub)
            agents[id] = standing
            // Its school is told first: with the next round.
            if standing == .untold { break }
            if case .forwarded(let agent) = standing, !text.isEmpty {
                size += text.utf8.count
                if size > bytes, !found.texts.isEmpty { break }
                found.texts.append(text)
                if !found.agents.contains(agent) { found.agents.append(agent) }
            }
            found.position = row["position"]
        }
        found.hasMore = found.position > start && found.position < newest
        found.waiting =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM envelope WHERE position > ?", arguments: [found.position]) ?? 0
        return found
    }

    private enum Standing: Equatable {
        case forwarded(ForwardedAgent)
        case kept
        case untold
    }

    private func standing(of id: AgentID, hub: AgentID) throws -> Standing {
        guard let agent = try EnrollmentDesk(db: db).agent(id), agent.state == .enrolled,
            let school = try SchoolHistory(db: db).schoolIfKnown(agent.school)
        else { return .kept }
        let settings = try SettingsLedger(db: db).settings(of: [(school.id, school.area)])[school.id]
        guard ForwardedSchool.Kind(settings) == .envelopes else { return .kept }
        let mark = try Row.fetchOne(
            db, sql: "SELECT refused FROM forwarded_school WHERE hub = ? AND school_id = ?",
            arguments: [hub.text, agent.school])
        guard let mark else { return .untold }
        let refused: String? = mark["refused"]
        return refused == nil
            ? .forwarded(ForwardedAgent(publicKey: agent.publicKey, school: agent.school, room: agent.room)) : .kept
    }

    /// Envelopes whose texts go by age before they could be handed on are told of as lost.
    static func forgetting(_ positions: [Int], in db: Database) throws {
        try losing(in: db) { position in positions.count { $0 > position } }
    }

    /// The same for all that a part of the envelopes holds.
    static func forgetting(_ part: TablePart, in db: Database) throws {
        try losing(in: db) { position in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM \(part.name) WHERE position > ? AND text <> ''", arguments: [position])
                ?? 0
        }
    }

    private static func losing(in db: Database, _ count: (_ after: Int) throws -> Int) throws {
        for row in try Row.fetchAll(db, sql: "SELECT hub, position FROM forwarding WHERE envelopes = 1") {
            let (hub, position): (String, Int) = (row["hub"], row["position"])
            let lost = try count(position)
            guard lost > 0 else { continue }
            try db.execute(sql: "UPDATE forwarding SET lost = lost + ? WHERE hub = ?", arguments: [lost, hub])
        }
    }
}

extension ForwardedSchool.Kind {
    /// As a school's settings say; nil where nothing leaves.
    init?(_ settings: RegionSettings?) {
        self.init(rawValue: settings?.forward ?? Self.rollups.rawValue)
    }
}

extension SettingsLedger {
    /// Whether any place is set to hand envelopes on.
    func forwardsEnvelopes() throws -> Bool {
        try Row.fetchAll(db, sql: "SELECT * FROM settings_change ORDER BY version DESC").reduce(
            into: (seen: Set<String>(), found: false)
        ) { all, row in
            let (area, school): (String?, String?) = (row["area_key"], row["school_id"])
            guard all.seen.insert(area.map { "a\($0)" } ?? "s\(school ?? "")").inserted else { return }
            if try Self.row(row).settings.forward == ForwardedSchool.Kind.envelopes.rawValue { all.found = true }
        }.found
    }
}
